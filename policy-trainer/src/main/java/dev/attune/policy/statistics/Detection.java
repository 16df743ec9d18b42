package dev.attune.policy.statistics;

import java.util.function.DoubleUnaryOperator;

import dev.attune.contracts.statistics.Interval;

/**
 * What a detector said of examples of which the truth is known: how wrong it is, and what that does to shares.
 *
 * @param hits that it found
 * @param misses that it should have found
 * @param falseAlarms that it found and that are none
 * @param rejections that it rightly did not find
 */
public record Detection(int hits, int misses, int falseAlarms, int rejections) {

    private static final int HALVINGS = 60;

    /** Share of what is there that it finds: its sensitivity. */
    public double recall() {
        return hits / (double) (hits + misses);
    }

    /** Share of what it finds that is there. */
    public double precision() {
        return hits / (double) (hits + falseAlarms);
    }

    public double specificity() {
        return rejections / (double) (rejections + falseAlarms);
    }

    /**
     * Recall less the share of false alarms (Youden's J) with Newcombe's interval at 95 %: by how much the share that is found rises where the
     * true share rises by 1.
     */
    public Interval youden() {
        return Newcombe.difference(hits, hits + misses, falseAlarms, falseAlarms + rejections);
    }

    /**
     * The true share behind a share that was found (Rogan and Gladen 1978): {@code (p + specificity - 1) / (recall + specificity - 1)},
     * in [0, 1].
     */
    public double corrected(double found) {
        double youden = youden().mean();
        return youden <= 0 ? found : Math.clamp((found + specificity() - 1) / youden, 0, 1);
    }

    /**
     * The difference of two true shares behind a difference of what was found: the false alarms of both cancel out, so it is divided by
     * Youden's J. The interval is that of a quotient of two independent estimates (MOVER-R, Newcombe 2016): it ends where {@code difference - R J},
     * its own interval made from those of both, no longer contains 0. In [-1, 1].
     */
    public Interval corrected(Interval found) {
        Interval youden = youden();
        double mean = youden.mean() > 0 ? Math.clamp(found.mean() / youden.mean(), -1, 1) : 0;
        double low = end(quotient -> found.mean()
                - quotient * youden.mean()
                - Math.hypot(
                        found.mean() - found.low(),
                        quotient * (quotient > 0 ? youden.high() - youden.mean() : youden.mean() - youden.low())));
        double high = end(quotient -> found.mean()
                - quotient * youden.mean()
                + Math.hypot(
                        found.high() - found.mean(),
                        quotient * (quotient > 0 ? youden.mean() - youden.low() : youden.high() - youden.mean())));
        return new Interval(mean, Math.min(low, mean), Math.max(high, mean));
    }

    /** Where a function that falls is 0, between -1 and 1. */
    private static double end(DoubleUnaryOperator falling) {
        double low = -1;
        double high = 1;
        for (int i = 0; i < HALVINGS; i++) {
            double middle = (low + high) / 2;
            if (falling.applyAsDouble(middle) > 0) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return (low + high) / 2;
    }
}
