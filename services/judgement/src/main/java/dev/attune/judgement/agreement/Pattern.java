package dev.attune.judgement.agreement;

import java.util.List;

import dev.attune.judgement.finding.Finding;
import dev.attune.judgement.finding.Undefined;

/**
 * Units that look alike, told together: what a database counts of millions of ratings. Values stand in their order, one step apart.
 *
 * @param counts how many gave each value
 * @param units how many units have these counts
 */
public record Pattern(List<Long> counts, long units) {
    public Pattern {
        counts = List.copyOf(counts);
    }

    long values() {
        return counts.stream().mapToLong(Long::longValue).sum();
    }

    /** How many pairs of values of one unit there are. */
    public static long pairs(List<Pattern> patterns) {
        return patterns.stream()
                .mapToLong(pattern -> pattern.units() * pattern.values() * (pattern.values() - 1) / 2)
                .sum();
    }

    /** The share of equal pairs among all pairs of values of one unit, each pair counting the same. */
    public static Finding<Double> equalShare(List<Pattern> patterns) {
        double equal = 0;
        for (Pattern pattern : patterns) {
            for (long count : pattern.counts()) {
                equal += pattern.units() * (count * (count - 1) / 2.0);
            }
        }
        long pairs = pairs(patterns);
        return pairs == 0 ? Finding.undefined(Undefined.NOTHING_PAIRED) : Finding.of(equal / pairs);
    }
}
