package dev.attune.registry.prompt;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.attune.contracts.statistics.Interval;
import dev.attune.contracts.statistics.McNemar;
import dev.attune.contracts.statistics.Resampling;

/**
 * Two prompts on the cases that both were asked.
 *
 * @param before mean score of the first; {@code after} of the second
 * @param difference of the two, with the interval of the pairs
 * @param clear whether that lies on one side of 0
 * @param better titles of cases that only the second passes
 * @param worse titles of cases that only the first passes
 * @param mcNemar the probability of so uneven a change of passes by chance
 */
public record RunComparison(
        int cases,
        double before,
        double after,
        Interval difference,
        boolean clear,
        List<String> better,
        List<String> worse,
        double mcNemar) {

    /** Compares rows of one prompt and provider each; empty when they share no case that was checked. */
    public static Optional<RunComparison> of(List<RowScore> before, List<RowScore> after) {
        Map<String, CaseMean> second = new LinkedHashMap<>();
        CaseMean.of(after).forEach(one -> second.put(one.key(), one));
        List<CaseMean> first = CaseMean.of(before).stream()
                .filter(one -> second.containsKey(one.key()))
                .toList();
        if (first.isEmpty()) {
            return Optional.empty();
        }
        List<CaseMean> pairs = first.stream().map(one -> second.get(one.key())).toList();
        double[] differences = new double[first.size()];
        Arrays.setAll(differences, i -> pairs.get(i).score() - first.get(i).score());
        Interval difference = Resampling.ofMean(differences);
        List<String> better = new ArrayList<>();
        List<String> worse = new ArrayList<>();
        for (int i = 0; i < differences.length; i++) {
            boolean won = pairs.get(i).passed();
            if (won != first.get(i).passed()) {
                (won ? better : worse).add(first.get(i).title());
            }
        }
        return Optional.of(new RunComparison(
                differences.length,
                mean(first),
                mean(pairs),
                difference,
                difference.low() > 0 || difference.high() < 0,
                better,
                worse,
                McNemar.probability(worse.size(), better.size())));
    }

    private static double mean(List<CaseMean> cases) {
        return cases.stream().mapToDouble(CaseMean::score).average().orElseThrow();
    }
}
