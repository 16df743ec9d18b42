package dev.attune.reward.train;

import java.util.Map;

/**
 * What one optimiser step did.
 *
 * @param step counted from 1
 * @param steps of the whole run
 * @param loss of the batch before the step
 * @param accuracy share of the batch's decided pairs that were ordered rightly before the step
 * @param gradientNorm global L2 norm before clipping
 * @param learningRate of this step
 * @param tokensPerSecond real tokens (no padding; a shared prompt once), forward and backward
 */
public record StepMetrics(
        int step,
        int steps,
        int epoch,
        double loss,
        double accuracy,
        double gradientNorm,
        double learningRate,
        double tokensPerSecond) {

    /** By the names that {@code attune.runs} uses. */
    public Map<String, Double> asMap() {
        return Map.of(
                "epoch", (double) epoch,
                "loss", loss,
                "accuracy", accuracy,
                "gradientNorm", gradientNorm,
                "learningRate", learningRate,
                "tokensPerSecond", tokensPerSecond);
    }
}
