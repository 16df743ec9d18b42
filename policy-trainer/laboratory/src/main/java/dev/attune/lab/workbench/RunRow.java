package dev.attune.lab.workbench;

import java.util.List;
import java.util.Map;

import dev.attune.contracts.event.Message;
import dev.attune.lab.check.CaseScore;
import dev.attune.lab.check.Verdict;

/**
 * One prompt with one case, asked once: all that a person needs to see what happened.
 *
 * @param prompt the prompt's label; {@code provider} who was asked
 * @param number of the case in the suite, from 1
 * @param repeat from 1
 * @param conversation the prompt as it was put
 */
public record RunRow(
        String prompt,
        String provider,
        int number,
        String title,
        int repeat,
        Map<String, Object> variables,
        List<Message> conversation,
        String output,
        String error,
        CaseScore.State state,
        double score,
        String reason,
        List<Verdict> checks,
        double millis) {}
