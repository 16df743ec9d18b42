package dev.attune.judgement.choice;

import dev.attune.judgement.maths.Logistic;

/**
 * How much one more vote on a pair is expected to tell about its lead D ~ N(mean, variance), in nats: H(E[sigmoid(D)]) - E[H(sigmoid(D))] (BALD,
 * Houlsby and others 2011). It vanishes with the variance: a pair that is truly even is not worth asking about for ever, which choosing by a small
 * lead alone would do.
 */
public final class ExpectedInformation {

    /** Gauss-Hermite's points and weights for a standard normal distribution, the positive half of twenty. */
    private static final double[] Z = {
        0.346964157081356, 1.04294534880275, 1.74524732081413, 2.45866361117237, 3.18901481655339,
        3.94396735065732, 4.73458133404606, 5.57873880589320, 6.51059015701366, 7.61904854167976
    };

    private static final double[] WEIGHTS = {
        0.260793063449555, 0.161739333984000, 0.0615063720639768, 0.0139978374471010, 0.00183010313108049,
        1.28826279961929e-4, 4.40212109023086e-6, 6.12749025998295e-8, 2.48206236231518e-10, 1.25780067242793e-13
    };

    private ExpectedInformation() {}

    /**
     * Nats that a vote on the pair tells.
     *
     * @param mean the expected lead, in logits
     * @param variance the lead's variance
     */
    public static double of(double mean, double variance) {
        double deviation = Math.sqrt(variance);
        double probability = 0;
        double entropy = 0;
        for (int i = 0; i < Z.length; i++) {
            double up = Logistic.sigmoid(mean + deviation * Z[i]);
            double down = Logistic.sigmoid(mean - deviation * Z[i]);
            probability += WEIGHTS[i] * (up + down);
            entropy += WEIGHTS[i] * (entropy(up) + entropy(down));
        }
        return Math.max(0, entropy(probability) - entropy);
    }

    private static double entropy(double p) {
        return p <= 0 || p >= 1 ? 0 : -p * Math.log(p) - (1 - p) * Math.log1p(-p);
    }
}
