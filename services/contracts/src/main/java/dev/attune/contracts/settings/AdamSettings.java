package dev.attune.contracts.settings;

import dev.attune.contracts.error.Require;

/**
 * AdamW with PyTorch's epsilon convention.
 *
 * @param learningRate how far a step goes at the schedule's height
 * @param beta1 how much of the mean gradient of the steps before is kept
 * @param beta2 how much of the mean squared gradient of the steps before is kept
 * @param epsilon added to the root of the mean squared gradient, which divides
 * @param weightDecay share of a weight, times the learning rate, that each step takes off it
 */
public record AdamSettings(double learningRate, double beta1, double beta2, double epsilon, double weightDecay) {

    private static final double BETA1 = 0.9;
    private static final double BETA2 = 0.999;
    private static final double EPSILON = 1e-8;
    private static final double WEIGHT_DECAY = 0;

    public AdamSettings {
        Require.that(learningRate > 0, "optimisation.learningRate must be positive but is " + learningRate);
        Require.that(beta1 >= 0 && beta1 < 1, "optimisation.beta1 must lie in [0, 1) but is " + beta1);
        Require.that(beta2 >= 0 && beta2 < 1, "optimisation.beta2 must lie in [0, 1) but is " + beta2);
        Require.that(epsilon > 0, "optimisation.epsilon must be positive but is " + epsilon);
        Require.that(weightDecay >= 0, "optimisation.weightDecay must not be negative but is " + weightDecay);
    }

    public static AdamSettings of(double learningRate) {
        return new AdamSettings(learningRate, BETA1, BETA2, EPSILON, WEIGHT_DECAY);
    }
}
