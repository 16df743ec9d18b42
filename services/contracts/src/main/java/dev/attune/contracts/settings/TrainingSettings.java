package dev.attune.contracts.settings;

import dev.attune.contracts.error.Require;

/**
 * What every recipe that trains is told.
 *
 * @param tuning which parameters train
 * @param computeType of frozen weights
 * @param seed of everything that is drawn
 */
public record TrainingSettings(Tuning tuning, Optimisation optimisation, ComputeType computeType, long seed) {

    private static final int SEED = 1;

    public TrainingSettings {
        Require.present(tuning, "tuning");
        Require.present(optimisation, "optimisation");
        Require.present(computeType, "computeType");
    }

    /** LoRA in float32. */
    public static TrainingSettings lora(double learningRate) {
        return new TrainingSettings(
                Tuning.lora(Tuning.RANK), Optimisation.adamW(learningRate), ComputeType.FLOAT32, SEED);
    }
}
