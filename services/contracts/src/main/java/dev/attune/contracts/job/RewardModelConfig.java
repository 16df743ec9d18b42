package dev.attune.contracts.job;

import org.jspecify.annotations.Nullable;

import dev.attune.contracts.event.Require;

/**
 * Bradley-Terry reward modelling.
 *
 * @param epochs passes over the training pairs
 * @param batchPairs pairs per optimiser step
 * @param maxTokens pairs whose prompt and answer are longer are left out and counted
 * @param marginScale the loss uses marginScale x (strength - 1) as margin; 0 switches margins off
 * @param labelSmoothing probability, in [0, 0.5), that the people who compared were mistaken: the loss believes each
 *     comparison only so far; absent (older events) means 0, which switches it off
 * @param heldOutShare share of the prompts (not of the pairs) that is kept for the evaluation
 * @param minimumPreferences decisive preferences that the range must hold
 * @param computeType {@code float32} or {@code bfloat16}, of frozen weights
 */
public record RewardModelConfig(
        int epochs,
        int batchPairs,
        int maxTokens,
        double marginScale,
        @Nullable Double labelSmoothing,
        double heldOutShare,
        int minimumPreferences,
        Tuning tuning,
        Optimisation optimisation,
        String computeType,
        long seed) {
    public RewardModelConfig {
        Require.that(epochs > 0, "epochs must be positive but is " + epochs);
        Require.that(batchPairs > 0, "batchPairs must be positive but is " + batchPairs);
        Require.that(maxTokens > 1, "maxTokens must be more than 1 but is " + maxTokens);
        Require.that(marginScale >= 0, "marginScale must not be negative but is " + marginScale);
        labelSmoothing = labelSmoothing == null ? 0.0 : labelSmoothing;
        Require.that(
                labelSmoothing >= 0 && labelSmoothing < 0.5,
                "labelSmoothing must lie in [0, 0.5) but is " + labelSmoothing);
        Require.that(heldOutShare > 0 && heldOutShare < 1, "heldOutShare must lie in (0, 1) but is " + heldOutShare);
        Require.that(minimumPreferences > 0, "minimumPreferences must be positive but is " + minimumPreferences);
        Require.present(tuning, "tuning");
        Require.present(optimisation, "optimisation");
        Require.that(
                computeType.equals("float32") || computeType.equals("bfloat16"),
                "computeType must be float32 or bfloat16 but is " + computeType);
    }

    /** {@code labelSmoothing}, which is never absent here. */
    public double smoothing() {
        return labelSmoothing == null ? 0 : labelSmoothing;
    }

    public static RewardModelConfig defaults() {
        return new RewardModelConfig(
                1, 16, 512, 0.0, 0.0, 0.1, 200, Tuning.lora(16), Optimisation.adamW(1e-4), "float32", 1);
    }
}
