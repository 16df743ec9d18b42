package dev.attune.lab.workbench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;

import dev.attune.contracts.error.AttuneException;
import dev.attune.contracts.error.ErrorCategory;
import dev.attune.lab.check.CaseScore.State;
import dev.attune.lab.measure.Bootstrap;
import dev.attune.lab.measure.Measured;
import dev.attune.lab.measure.Significance;

/**
 * Two runs, or two prompts of one, on the cases that both have.
 *
 * @param difference of the mean score, after less before; its interval is that of the pairs
 * @param better titles of cases that only the second passes
 * @param worse titles of cases that only the first passes
 * @param chance McNemar's probability of so uneven a change of passes by chance
 */
public record Comparison(
        int cases,
        double before,
        double after,
        Measured difference,
        List<String> better,
        List<String> worse,
        double chance) {

    /** A case's mean over its repeats. */
    private record Mean(String title, double score, boolean passed) {}

    /**
     * Compares rows of one prompt and provider each.
     *
     * @throws AttuneException {@code nothing-to-compare} when they share no case
     */
    public static Comparison of(List<RunRow> before, List<RunRow> after) {
        Map<String, Mean> first = means(before);
        Map<String, Mean> second = means(after);
        first.keySet().retainAll(second.keySet());
        if (first.isEmpty()) {
            throw ErrorCategory.CALLER.error(
                    "nothing-to-compare", "The two share no case with checks; compare runs of one suite.");
        }
        List<String> keys = new ArrayList<>(first.keySet());
        double[] scoresBefore = new double[keys.size()];
        double[] scoresAfter = new double[keys.size()];
        boolean[] passedBefore = new boolean[keys.size()];
        boolean[] passedAfter = new boolean[keys.size()];
        List<String> better = new ArrayList<>();
        List<String> worse = new ArrayList<>();
        for (int i = 0; i < scoresBefore.length; i++) {
            Mean one = Objects.requireNonNull(first.get(keys.get(i)));
            Mean other = Objects.requireNonNull(second.get(keys.get(i)));
            scoresBefore[i] = one.score;
            scoresAfter[i] = other.score;
            passedBefore[i] = one.passed;
            passedAfter[i] = other.passed;
            if (one.passed != other.passed) {
                (other.passed ? better : worse).add(one.title);
            }
        }
        Bootstrap bootstrap = Bootstrap.ofSeed(0);
        return new Comparison(
                keys.size(),
                bootstrap.mean(scoresBefore).value(),
                bootstrap.mean(scoresAfter).value(),
                bootstrap.difference(scoresBefore, scoresAfter),
                better,
                worse,
                Significance.mcNemar(passedBefore, passedAfter));
    }

    private static Map<String, Mean> means(List<RunRow> rows) {
        Map<String, List<RunRow>> cases = rows.stream()
                .filter(row -> row.state() == State.PASSED || row.state() == State.FAILED)
                .collect(Collectors.groupingBy(
                        row -> row.variables() + "\u0000" + row.title(), LinkedHashMap::new, Collectors.toList()));
        Map<String, Mean> means = new TreeMap<>();
        cases.forEach((key, repeats) -> means.put(
                key,
                new Mean(
                        repeats.getFirst().title(),
                        repeats.stream().mapToDouble(RunRow::score).average().orElseThrow(),
                        repeats.stream()
                                                .filter(row -> row.state() == State.PASSED)
                                                .count()
                                        * 2
                                > repeats.size())));
        return means;
    }
}
