package dev.attune.contracts.settings.ppo;

import dev.attune.contracts.error.Require;

/**
 * The pretraining mix of PPO-ptx (Ouyang et al. 2022, equation 2): each optimiser step also learns demonstrations.
 *
 * @param coefficient weight of the demonstrations' mean cross-entropy per answer token; 0 for no mix
 * @param batch demonstrations of each optimiser step
 */
public record PpoPretraining(double coefficient, int batch) {

    private static final double NO_MIX = 0;
    private static final int BATCH = 8;

    public PpoPretraining {
        Require.that(coefficient >= 0, "pretraining.coefficient must not be negative but is " + coefficient);
        Require.that(batch > 0, "pretraining.batch must be positive but is " + batch);
    }

    public static PpoPretraining defaults() {
        return new PpoPretraining(NO_MIX, BATCH);
    }
}
