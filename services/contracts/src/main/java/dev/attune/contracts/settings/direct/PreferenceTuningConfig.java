package dev.attune.contracts.settings.direct;

import com.fasterxml.jackson.annotation.JsonUnwrapped;

import dev.attune.contracts.settings.TrainingSettings;

/**
 * Tuning directly on preferences, without a reward model and without sampling.
 *
 * <p>Groups exist for readers of the code: in JSON their fields are fields of the configuration itself.
 */
public record PreferenceTuningConfig(
        @JsonUnwrapped DirectObjective objective,
        @JsonUnwrapped PreferenceBatches batches,
        @JsonUnwrapped TrainingSettings training) {

    /** LoRA's learning rate is larger than full tuning's. */
    private static final double LEARNING_RATE = 5e-5;

    /** DPO with LoRA. */
    public static PreferenceTuningConfig defaults() {
        return defaults(PreferenceLoss.SIGMOID);
    }

    /** The defaults with another loss. */
    public static PreferenceTuningConfig defaults(PreferenceLoss loss) {
        return new PreferenceTuningConfig(
                DirectObjective.defaults(loss), PreferenceBatches.defaults(), TrainingSettings.lora(LEARNING_RATE));
    }
}
