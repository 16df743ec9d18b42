package dev.attune.lab.workbench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

import dev.attune.contracts.statistics.Interval;
import dev.attune.lab.check.CaseScore.State;
import dev.attune.lab.check.Verdict;
import dev.attune.lab.measure.Bootstrap;
import dev.attune.lab.measure.Measured;

/**
 * What a run says of one prompt with one provider.
 *
 * @param passRate over what was checked; its interval, and that of the score, is over cases, of which repeats are no new ones
 * @param metrics the weighted means of the checks with a name
 */
public record RunSummary(
        String prompt,
        String provider,
        int passed,
        int failed,
        int unchecked,
        int skipped,
        int errors,
        Measured passRate,
        Measured score,
        SortedMap<String, Double> metrics,
        double meanMillis) {

    /** A summary for each prompt and provider, in the order of the rows. */
    public static List<RunSummary> of(List<RunRow> rows) {
        Map<List<String>, List<RunRow>> groups = rows.stream()
                .collect(Collectors.groupingBy(
                        row -> List.of(row.prompt(), row.provider()), LinkedHashMap::new, Collectors.toList()));
        return groups.entrySet().stream()
                .map(group -> one(group.getKey().getFirst(), group.getKey().getLast(), group.getValue()))
                .toList();
    }

    private static RunSummary one(String prompt, String provider, List<RunRow> rows) {
        List<RunRow> checked = rows.stream()
                .filter(row -> row.state() == State.PASSED || row.state() == State.FAILED)
                .toList();
        return new RunSummary(
                prompt,
                provider,
                count(rows, State.PASSED),
                count(rows, State.FAILED),
                count(rows, State.UNCHECKED),
                count(rows, State.SKIPPED),
                (int) rows.stream().filter(row -> !row.error().isEmpty()).count(),
                mean(checked, true),
                mean(checked, false),
                metrics(rows),
                rows.stream().mapToDouble(RunRow::millis).average().orElse(0));
    }

    private static int count(List<RunRow> rows, State state) {
        return (int) rows.stream().filter(row -> row.state() == state).count();
    }

    private static Measured mean(List<RunRow> rows, boolean passes) {
        double[] cases = rows.stream()
                .collect(Collectors.groupingBy(
                        RunRow::number,
                        TreeMap::new,
                        Collectors.averagingDouble(row -> passes ? row.state() == State.PASSED ? 1 : 0 : row.score())))
                .values()
                .stream()
                .mapToDouble(Double::doubleValue)
                .toArray();
        if (cases.length == 0) {
            return new Measured(0, 0, 1);
        }
        if (passes) { // a share: honest also where all pass
            Interval share = Interval.wilson(Arrays.stream(cases).sum(), cases.length);
            return new Measured(share.mean(), share.low(), share.high());
        }
        return Bootstrap.ofSeed(0).mean(cases);
    }

    private static SortedMap<String, Double> metrics(List<RunRow> rows) {
        Map<String, double[]> sums = new LinkedHashMap<>();
        for (RunRow row : rows) {
            for (Verdict verdict : row.checks()) {
                if (!verdict.metric().isEmpty() && !verdict.skipped()) {
                    double[] sum = sums.computeIfAbsent(verdict.metric(), ignored -> new double[2]);
                    sum[0] += verdict.weight() * verdict.score();
                    sum[1] += verdict.weight();
                }
            }
        }
        SortedMap<String, Double> metrics = new TreeMap<>();
        sums.forEach((name, sum) -> metrics.put(name, sum[1] == 0 ? 0 : sum[0] / sum[1]));
        return metrics;
    }

    /** Sentences about what stands out: failing cases by their commonest reasons, the most frequent first. */
    static List<String> failures(List<RunRow> rows, int most) {
        Map<String, List<Integer>> byReason = new LinkedHashMap<>();
        for (RunRow row : rows) {
            if (row.state() == State.FAILED) {
                String check = row.checks().stream()
                        .filter(verdict -> !verdict.passed() && !verdict.skipped())
                        .map(Verdict::check)
                        .findFirst()
                        .orElse("no answer");
                byReason.computeIfAbsent(row.prompt() + ": " + check, ignored -> new ArrayList<>())
                        .add(row.number());
            }
        }
        return byReason.entrySet().stream()
                .sorted((one, other) ->
                        Integer.compare(other.getValue().size(), one.getValue().size()))
                .limit(most)
                .map(entry -> entry.getKey() + " fails in "
                        + entry.getValue().stream().distinct().count() + " cases, first in case "
                        + entry.getValue().getFirst())
                .toList();
    }
}
