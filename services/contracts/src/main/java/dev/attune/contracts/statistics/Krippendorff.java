package dev.attune.contracts.statistics;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;

/**
 * Krippendorff's alpha: how far people agree beyond chance, whoever rated what and whatever is missing. 1 is perfect, 0 is
 * chance.
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

    /** How far two values lie apart. */
    public enum Metric {
        /** Equal or not. */
        NOMINAL {
            @Override
            double apart(int one, int other, double[] totals) {
                return one == other ? 0 : 1;
            }
        },
        /** By how many were given between them: values have an order, but no distances. */
        ORDINAL {
            @Override
            double apart(int one, int other, double[] totals) {
                double between = -(totals[one] + totals[other]) / 2;
                for (int value = Math.min(one, other); value <= Math.max(one, other); value++) {
                    between += totals[value];
                }
                return one == other ? 0 : between * between;
            }
        },
        /** By their difference: steps of a scale are equally wide. */
        INTERVAL {
            @Override
            double apart(int one, int other, double[] totals) {
                return (double) (one - other) * (one - other);
            }
        };

        /** The squared distance; {@code totals} says how many gave each value. */
        abstract double apart(int one, int other, double[] totals);
    }

    /**
     * Alpha of all units for values that are equal or not; units with one value only say nothing.
     *
     * @return nothing where nothing can be paired, or where one value is all there is
     */
    public static OptionalDouble alpha(List<Pattern> patterns) {
        return alpha(patterns, Metric.NOMINAL);
    }

    /**
     * Alpha of all units; counts stand in the order of the values, one step apart.
     *
     * @return nothing where nothing can be paired, or where one value is all there is
     */
    public static OptionalDouble alpha(List<Pattern> patterns, Metric metric) {
        List<Pattern> paired = patterns.stream().filter(Pattern::pairable).toList();
        double[] totals = totals(paired);
        double all = Arrays.stream(totals).sum();
        double observed = 0;
        for (Pattern pattern : paired) {
            double[] counts =
                    pattern.counts().stream().mapToDouble(Long::doubleValue).toArray();
            observed += pattern.units() * apart(counts, totals, metric) / (pattern.values() - 1);
        }
        double expected = apart(totals, totals, metric);
        return expected <= 0 ? OptionalDouble.empty() : OptionalDouble.of(1 - (all - 1) * observed / expected);
    }

    private static double[] totals(List<Pattern> patterns) {
        double[] totals = new double
                [patterns.stream()
                        .mapToInt(pattern -> pattern.counts().size())
                        .max()
                        .orElse(0)];
        for (Pattern pattern : patterns) {
            for (int value = 0; value < pattern.counts().size(); value++) {
                totals[value] += (double) pattern.units() * pattern.counts().get(value);
            }
        }
        return totals;
    }

    /** How far each two different values lie apart, all pairs of them together. */
    private static double apart(double[] counts, double[] totals, Metric metric) {
        double apart = 0;
        for (int one = 0; one < counts.length; one++) {
            for (int other = 0; other < counts.length; other++) {
                apart += one == other ? 0 : counts[one] * counts[other] * metric.apart(one, other, totals);
            }
        }
        return apart;
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
