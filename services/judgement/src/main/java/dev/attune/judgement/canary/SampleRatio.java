package dev.attune.judgement.canary;

import java.util.Map;
import java.util.TreeMap;

import org.apache.commons.statistics.distribution.ChiSquaredDistribution;

import dev.attune.judgement.finding.Finding;
import dev.attune.judgement.finding.Undefined;

/**
 * Whether people came to the arms in the shares that were set. Looked at after each of them, a chi-squared test would find a fault in every rollout that is
 * long enough; what decides is the mixture {@code B(k + a, n - k + b) / (B(a, b) s^k (1 - s)^(n - k))} with a = 100 s and b = 100 (1 - s), one for each
 * share that was ever set, multiplied: it exceeds 1 / alpha with a probability of at most alpha, ever (Lindon and Malek 2022, "Anytime-valid inference
 * for multinomial count data").
 */
public final class SampleRatio {

    /** How likely a fault is found where there is none. */
    public static final double ALPHA = 0.001;

    private static final double STRENGTH = 100;

    private final Map<Double, long[]> counts = new TreeMap<>();
    private double logEvidence;

    /** One more person was met for the first time, while the canary had that share. */
    public void add(Arm arm, double share) {
        if (share >= 1) {
            return;
        }
        long[] both = counts.computeIfAbsent(share, fresh -> new long[2]);
        double expected = arm == Arm.CANARY ? share : 1 - share;
        double seen = both[arm.ordinal()] + STRENGTH * expected;
        logEvidence += Math.log(seen / (both[0] + both[1] + STRENGTH) / expected);
        both[arm.ordinal()]++;
    }

    /** ln of the evidence for a fault. */
    public double logEvidence() {
        return logEvidence;
    }

    /** Whether there is a fault now. */
    public boolean broken() {
        return logEvidence >= Math.log(1 / ALPHA);
    }

    /** The p-value of Pearson's chi-squared test at one look; undefined below five expected in an arm. */
    public Finding<Double> chiSquared() {
        double statistic = 0;
        int shares = 0;
        for (Map.Entry<Double, long[]> each : counts.entrySet()) {
            double n = each.getValue()[0] + each.getValue()[1];
            double expected = n * each.getKey();
            if (Math.min(expected, n - expected) >= 5) {
                double away = each.getValue()[Arm.CANARY.ordinal()] - expected;
                statistic += away * away / expected + away * away / (n - expected);
                shares++;
            }
        }
        return shares == 0
                ? Finding.undefined(Undefined.TOO_FEW)
                : Finding.of(ChiSquaredDistribution.of(shares).survivalProbability(statistic));
    }
}
