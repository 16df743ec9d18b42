package dev.attune.contracts.settings;

import dev.attune.contracts.error.Require;

/** AdamW with PyTorch's epsilon convention. */
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
