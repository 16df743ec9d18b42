package dev.attune.contracts.settings.reward;

import com.fasterxml.jackson.annotation.JsonUnwrapped;

import dev.attune.contracts.settings.TrainingSettings;

/**
 * Bradley-Terry reward modelling.
 *
 * <p>Groups exist for readers of the code: in JSON their fields are fields of the configuration itself.
 */
public record RewardModelConfig(
        @JsonUnwrapped RewardBatches batches,
        @JsonUnwrapped RewardObjective objective,
        @JsonUnwrapped RewardData data,
        @JsonUnwrapped TrainingSettings training) {

    private static final double LEARNING_RATE = 1e-4;

    public static RewardModelConfig defaults() {
        return new RewardModelConfig(
                RewardBatches.defaults(),
                RewardObjective.defaults(),
                RewardData.defaults(),
                TrainingSettings.lora(LEARNING_RATE));
    }
}
