package dev.attune.registry.prompt;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import dev.attune.contracts.statistics.Interval;
import dev.attune.contracts.statistics.Resampling;
import dev.attune.registry.prompt.RunRow.State;

/**
 * What a run says of one prompt with one provider.
 *
 * @param passRate over cases that were checked, of which repeats are no new ones (Wilson's interval); absent where none was
 * @param score the mean over those cases, with the bootstrap's interval
 */
public record RunSummary(
        String prompt,
        String provider,
        int passed,
        int failed,
        int unchecked,
        int skipped,
        int errors,
        @Nullable Interval passRate,
        @Nullable Interval score) {

    /** A summary for each prompt and provider, in the order of the rows. */
    public static List<RunSummary> of(List<RowScore> rows) {
        Map<List<String>, List<RowScore>> groups = new LinkedHashMap<>();
        rows.forEach(row -> groups.computeIfAbsent(List.of(row.prompt(), row.provider()), _ -> new ArrayList<>())
                .add(row));
        return groups.entrySet().stream()
                .map(group -> one(group.getKey().getFirst(), group.getKey().getLast(), group.getValue()))
                .toList();
    }

    private static RunSummary one(String prompt, String provider, List<RowScore> rows) {
        List<CaseMean> cases = CaseMean.of(rows);
        return new RunSummary(
                prompt,
                provider,
                count(rows, State.PASSED),
                count(rows, State.FAILED),
                count(rows, State.UNCHECKED),
                count(rows, State.SKIPPED),
                (int) rows.stream().filter(RowScore::error).count(),
                cases.isEmpty()
                        ? null
                        : Interval.wilson(
                                cases.stream().mapToDouble(CaseMean::passes).sum(), cases.size()),
                cases.isEmpty() ? null : Resampling.ofMean(scores(cases)));
    }

    private static int count(List<RowScore> rows, State state) {
        return (int) rows.stream().filter(row -> row.state() == state).count();
    }

    private static double[] scores(List<CaseMean> cases) {
        return cases.stream().mapToDouble(CaseMean::score).toArray();
    }
}
