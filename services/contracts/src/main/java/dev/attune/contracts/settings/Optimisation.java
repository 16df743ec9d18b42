package dev.attune.contracts.settings;

import com.fasterxml.jackson.annotation.JsonUnwrapped;

import dev.attune.contracts.error.Require;
import dev.attune.contracts.json.Choice;

/**
 * AdamW, a schedule per optimiser step and clipping of the global gradient norm.
 *
 * @param warmUpShare share of the steps over which the learning rate rises linearly from 0
 * @param schedule of the learning rate after the warm-up
 * @param maxGradientNorm gradients are scaled down to this global L2 norm
 */
public record Optimisation(
        @JsonUnwrapped AdamSettings adam, double warmUpShare, Schedule schedule, double maxGradientNorm) {

    private static final double WARM_UP_SHARE = 0;
    private static final double MAX_GRADIENT_NORM = 1;

    /** What becomes of the learning rate. */
    public enum Schedule implements Choice {
        CONSTANT,
        LINEAR,
        COSINE
    }

    public Optimisation {
        Require.that(
                warmUpShare >= 0 && warmUpShare <= 1,
                "optimisation.warmUpShare must lie in [0, 1] but is " + warmUpShare);
        Require.present(schedule, "optimisation.schedule");
        Require.that(maxGradientNorm > 0, "optimisation.maxGradientNorm must be positive but is " + maxGradientNorm);
    }

    public static Optimisation adamW(double learningRate) {
        return new Optimisation(AdamSettings.of(learningRate), WARM_UP_SHARE, Schedule.CONSTANT, MAX_GRADIENT_NORM);
    }
}
