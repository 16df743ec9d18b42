package dev.attune.lab.suggest;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.attune.contracts.error.AttuneException;
import dev.attune.contracts.error.ErrorCategory;
import dev.attune.lab.check.CaseScore.State;
import dev.attune.lab.check.Verdict;
import dev.attune.lab.workbench.RunRow;

/**
 * What went wrong with a prompt, and what went right.
 *
 * @param failed rows, in the order of the run
 * @param passed rows, in the order of the run
 * @param checks that failed, those that failed most first, by their type
 */
public record Failures(List<RunRow> failed, List<RunRow> passed, List<String> checks) {

    /**
     * Of one prompt's rows.
     *
     * @throws AttuneException {@code nothing-failed}
     */
    public static Failures of(List<RunRow> rows) {
        List<RunRow> failed =
                rows.stream().filter(row -> row.state() == State.FAILED).toList();
        if (failed.isEmpty()) {
            throw ErrorCategory.CALLER.error(
                    "nothing-failed", "No case of the prompt failed, so that there is nothing to learn from.");
        }
        Map<String, Integer> counts = new LinkedHashMap<>();
        for (RunRow row : failed) {
            row.checks().stream()
                    .filter(verdict -> !verdict.passed() && !verdict.skipped())
                    .map(Verdict::check)
                    .distinct()
                    .forEach(check -> counts.merge(check, 1, Integer::sum));
        }
        List<String> checks = new ArrayList<>(counts.keySet());
        checks.sort(Comparator.comparingInt((String check) -> -counts.getOrDefault(check, 0)));
        return new Failures(
                failed, rows.stream().filter(row -> row.state() == State.PASSED).toList(), List.copyOf(checks));
    }

    /** The check that failed most; empty where answers themselves failed. */
    String commonest() {
        return checks.isEmpty() ? "" : checks.getFirst();
    }
}
