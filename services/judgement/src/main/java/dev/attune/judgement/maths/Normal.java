package dev.attune.judgement.maths;

import org.apache.commons.statistics.distribution.NormalDistribution;

/** The standard normal distribution. */
public final class Normal {

    private static final NormalDistribution STANDARD = NormalDistribution.of(0, 1);

    private Normal() {}

    /** P(Z <= z). */
    public static double below(double z) {
        return STANDARD.cumulativeProbability(z);
    }

    /** The z with P(Z <= z) = {@code p}. */
    public static double quantile(double p) {
        return STANDARD.inverseCumulativeProbability(p);
    }
}
