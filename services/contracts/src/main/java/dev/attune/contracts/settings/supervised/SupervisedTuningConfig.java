package dev.attune.contracts.settings.supervised;

import java.util.Objects;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import org.jspecify.annotations.Nullable;

import dev.attune.contracts.settings.TrainingSettings;

/**
 * Supervised instruction tuning: cross-entropy on the answers only.
 *
 * <p>Groups exist for readers of the code: in JSON the fields of batches and training are fields of the configuration itself.
 *
 * @param passes layout of a step; absent (older events) means its defaults
 * @param validation and early stopping; absent means its defaults
 */
public record SupervisedTuningConfig(
        @JsonUnwrapped SupervisedBatches batches,
        @Nullable SupervisedPasses passes,
        @Nullable SupervisedValidation validation,
        @JsonUnwrapped TrainingSettings training) {

    private static final double LEARNING_RATE = 2e-4;

    public SupervisedTuningConfig {
        passes = Objects.requireNonNullElseGet(passes, SupervisedPasses::defaults);
        validation = Objects.requireNonNullElseGet(validation, SupervisedValidation::defaults);
    }

    public static SupervisedTuningConfig defaults() {
        return new SupervisedTuningConfig(
                SupervisedBatches.defaults(), null, null, TrainingSettings.lora(LEARNING_RATE));
    }

    @Override
    public SupervisedPasses passes() {
        return Objects.requireNonNull(passes);
    }

    @Override
    public SupervisedValidation validation() {
        return Objects.requireNonNull(validation);
    }
}
