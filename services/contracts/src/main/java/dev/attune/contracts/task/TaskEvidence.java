package dev.attune.contracts.task;

import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import dev.attune.contracts.error.Require;

/**
 * What a task was measured on and what came out: what a reviewer judges by.
 *
 * @param data what it was measured on, such as {@code sst-2 test, 400 sentences drawn with seed 7}
 * @param examples how many
 * @param metrics by name, such as {@code accuracy} and {@code macroF1}; at least one
 * @param before the same of what it replaces, where that was measured
 * @param note what else is to be known; may be empty
 * @param regressions the metrics that became worse beyond chance; absent where nobody looked for them
 */
public record TaskEvidence(
        String data,
        int examples,
        Map<String, TaskFigure> metrics,
        Map<String, TaskFigure> before,
        @Nullable String note,
        @Nullable List<String> regressions) {
    public TaskEvidence {
        Require.text(data, "the evaluation's data");
        Require.that(examples > 0, "the evaluation's examples must be positive");
        metrics = Require.copy(metrics);
        before = Require.copy(before);
        Require.that(!metrics.isEmpty(), "the evaluation has no metrics");
        regressions = regressions == null ? null : List.copyOf(regressions);
    }
}
