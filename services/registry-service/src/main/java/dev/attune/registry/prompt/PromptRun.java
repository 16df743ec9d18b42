package dev.attune.registry.prompt;

import java.time.Instant;
import java.util.List;

/**
 * A run of a suite.
 *
 * @param id names it
 * @param author pseudonym
 * @param rows how many there are; {@code stored} how many have arrived
 * @param summaries by prompt and provider; empty until all rows have arrived
 */
public record PromptRun(
        String id,
        String suite,
        String note,
        String author,
        Instant at,
        List<RunPrompt> prompts,
        int cases,
        int rows,
        int stored,
        List<RunSummary> summaries) {}
