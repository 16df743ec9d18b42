package dev.attune.registry.prompt;

import dev.attune.registry.prompt.RunRow.State;

/**
 * What is counted of a row.
 *
 * @param caseKey see {@link RunRow#caseKey()}
 * @param error whether there was no answer
 */
public record RowScore(
        String prompt, String provider, String caseKey, String title, State state, double score, boolean error) {}
