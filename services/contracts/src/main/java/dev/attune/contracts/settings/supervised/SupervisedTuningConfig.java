package dev.attune.contracts.settings.supervised;

import java.util.Objects;

import org.jspecify.annotations.Nullable;

import dev.attune.contracts.error.Require;
import dev.attune.contracts.settings.Optimisation;
import dev.attune.contracts.settings.Tuning;

/**
 * Supervised instruction tuning: cross-entropy on the answers only.
 *
 * @param epochs passes over the data
 * @param batchSequences conversations per optimiser step
 * @param maxTokens longer conversations are cut at the end
 * @param answersOnly false also trains on the prompts, as pretraining does
 * @param passes layout of a step; absent (older events) means its defaults
 * @param validation and early stopping; absent means its defaults
 */
public record SupervisedTuningConfig(
        int epochs,
        int batchSequences,
        int maxTokens,
        boolean answersOnly,
        @Nullable SupervisedPasses passes,
        @Nullable SupervisedValidation validation,
        Tuning tuning,
        Optimisation optimisation,
        String computeType,
        long seed) {
    public SupervisedTuningConfig {
        Require.that(epochs > 0, "epochs must be positive but is " + epochs);
        Require.that(batchSequences > 0, "batchSequences must be positive but is " + batchSequences);
        Require.that(maxTokens > 1, "maxTokens must be more than 1 but is " + maxTokens);
        passes = Objects.requireNonNullElseGet(passes, SupervisedPasses::defaults);
        validation = Objects.requireNonNullElseGet(validation, SupervisedValidation::defaults);
        Require.present(tuning, "tuning");
        Require.present(optimisation, "optimisation");
        Require.that(
                computeType.equals("float32") || computeType.equals("bfloat16"),
                "computeType must be float32 or bfloat16 but is " + computeType);
    }

    public static SupervisedTuningConfig defaults() {
        return new SupervisedTuningConfig(
                1, 8, 512, true, null, null, Tuning.lora(16), Optimisation.adamW(2e-4), "float32", 1);
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
