package dev.attune.contracts.settings;

import dev.attune.contracts.error.Require;

/**
 * AdamW with PyTorch's epsilon convention, a schedule per optimiser step and clipping of the global gradient norm.
 *
 * @param warmUpShare share of the steps over which the learning rate rises linearly from 0
 * @param schedule {@code constant}, {@code linear} or {@code cosine} decay after the warm-up
 * @param maxGradientNorm gradients are scaled down to this global L2 norm
 */
public record Optimisation(
        double learningRate,
        double beta1,
        double beta2,
        double epsilon,
        double weightDecay,
        double warmUpShare,
        String schedule,
        double maxGradientNorm) {
    public Optimisation {
        Require.that(learningRate > 0, "optimisation.learningRate must be positive but is " + learningRate);
        Require.that(beta1 >= 0 && beta1 < 1, "optimisation.beta1 must lie in [0, 1) but is " + beta1);
        Require.that(beta2 >= 0 && beta2 < 1, "optimisation.beta2 must lie in [0, 1) but is " + beta2);
        Require.that(epsilon > 0, "optimisation.epsilon must be positive but is " + epsilon);
        Require.that(weightDecay >= 0, "optimisation.weightDecay must not be negative but is " + weightDecay);
        Require.that(
                warmUpShare >= 0 && warmUpShare <= 1,
                "optimisation.warmUpShare must lie in [0, 1] but is " + warmUpShare);
        Require.that(
                schedule.equals("constant") || schedule.equals("linear") || schedule.equals("cosine"),
                "optimisation.schedule must be constant, linear or cosine but is " + schedule);
        Require.that(maxGradientNorm > 0, "optimisation.maxGradientNorm must be positive but is " + maxGradientNorm);
    }

    public static Optimisation adamW(double learningRate) {
        return new Optimisation(learningRate, 0.9, 0.999, 1e-8, 0, 0, "constant", 1.0);
    }
}
