package dev.attune.contracts.statistics;

import java.util.List;
import java.util.OptionalDouble;

/**
 * Krippendorff's alpha for nominal values: how far people agree beyond chance, whoever rated what and whatever is missing. 1 is
 * perfect, 0 is chance.
 */
public final class Krippendorff {

    private Krippendorff() {}

    /**
     * Units that look alike.
     *
     * @param counts how many gave each value
     * @param units how many units have these counts
     */
    public record Pattern(List<Long> counts, long units) {
        public Pattern {
            counts = List.copyOf(counts);
        }

        private long values() {
            return counts.stream().mapToLong(Long::longValue).sum();
        }

        private boolean pairable() {
            return values() >= 2;
        }
    }

    /**
     * Alpha of all units; units with one value only say nothing.
     *
     * @return nothing where nothing can be paired, or where one value is all there is
     */
    public static OptionalDouble alpha(List<Pattern> patterns) {
        List<Pattern> paired = patterns.stream().filter(Pattern::pairable).toList();
        int values = paired.stream()
                .mapToInt(pattern -> pattern.counts().size())
                .max()
                .orElse(0);
        double[] totals = new double[values];
        double all = 0;
        double equal = 0;
        for (Pattern pattern : paired) {
            double given = pattern.values();
            for (int value = 0; value < pattern.counts().size(); value++) {
                double count = pattern.counts().get(value);
                totals[value] += pattern.units() * count;
                equal += pattern.units() * count * (count - 1) / (given - 1);
            }
            all += pattern.units() * given;
        }
        double chance = 0;
        for (double total : totals) {
            chance += total * (total - 1);
        }
        double observedDisagreement = all - equal;
        double expectedDisagreement = all * (all - 1) - chance;
        return expectedDisagreement <= 0
                ? OptionalDouble.empty()
                : OptionalDouble.of(1 - (all - 1) * observedDisagreement / expectedDisagreement);
    }

    /** The share of equal pairs among all pairs of values of one unit. */
    public static OptionalDouble equalShare(List<Pattern> patterns) {
        double equal = 0;
        for (Pattern pattern : patterns) {
            for (long count : pattern.counts()) {
                equal += pattern.units() * (count * (count - 1) / 2.0);
            }
        }
        long pairs = pairs(patterns);
        return pairs == 0 ? OptionalDouble.empty() : OptionalDouble.of(equal / pairs);
    }

    /** How many pairs of values of one unit there are. */
    public static long pairs(List<Pattern> patterns) {
        return patterns.stream()
                .mapToLong(pattern -> pattern.units() * pattern.values() * (pattern.values() - 1) / 2)
                .sum();
    }
}
