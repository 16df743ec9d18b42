package dev.attune.policy.supervised;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

/**
 * What one optimiser step did.
 *
 * @param step counted from 1
 * @param steps of the whole run
 * @param epoch counted from 0
 * @param loss mean cross-entropy of the batch's learned tokens before the step, in nats
 * @param gradientNorm global L2 norm before clipping
 * @param learningRate of this step
 * @param tokensPerSecond tokens of the conversations (no padding), forward and backward
 * @param validationLoss over the whole evaluation set after the step; at the end of each epoch, if there is such a set
 */
public record TuningStep(
        int step,
        int steps,
        int epoch,
        double loss,
        double gradientNorm,
        double learningRate,
        double tokensPerSecond,
        @Nullable Double validationLoss) {

    /** Hears of every step; an exception that it throws ends the run. */
    @FunctionalInterface
    public interface Sink extends Consumer<TuningStep> {

        /** Hears nothing. */
        static Sink none() {
            return step -> {};
        }
    }

    /** By the names that {@code attune.runs} uses. */
    public Map<String, Double> asMap() {
        Map<String, Double> metrics = new TreeMap<>(Map.of(
                "epoch", (double) epoch,
                "loss", loss,
                "gradientNorm", gradientNorm,
                "learningRate", learningRate,
                "tokensPerSecond", tokensPerSecond));
        if (validationLoss != null) {
            metrics.put("validationLoss", validationLoss);
        }
        return metrics;
    }
}
