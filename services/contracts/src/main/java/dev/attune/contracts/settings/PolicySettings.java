package dev.attune.contracts.settings;

import java.util.Objects;

import org.jspecify.annotations.Nullable;

import dev.attune.contracts.error.Require;

/**
 * What every recipe is told that trains a policy on answers of its own.
 *
 * @param tuning which parameters train
 * @param evaluation the blind evaluation that follows
 * @param alarms when the run stops with a reason beside {@code maxKl}; absent in older events, which means the defaults
 * @param computeType of frozen weights
 * @param seed of everything that is drawn
 */
public record PolicySettings(
        Tuning tuning,
        Optimisation optimisation,
        EvaluationConfig evaluation,
        @Nullable AlarmConfig alarms,
        ComputeType computeType,
        long seed) {

    private static final double LEARNING_RATE = 1e-4;
    private static final int SEED = 1;

    public PolicySettings {
        Require.present(tuning, "tuning");
        Require.present(optimisation, "optimisation");
        Require.present(evaluation, "evaluation");
        Require.present(computeType, "computeType");
        alarms = Objects.requireNonNullElseGet(alarms, AlarmConfig::defaults);
    }

    @Override
    public AlarmConfig alarms() {
        return Objects.requireNonNull(alarms);
    }

    /** LoRA in float32. */
    public static PolicySettings defaults() {
        return new PolicySettings(
                Tuning.lora(Tuning.RANK),
                Optimisation.adamW(LEARNING_RATE),
                EvaluationConfig.defaults(),
                AlarmConfig.defaults(),
                ComputeType.FLOAT32,
                SEED);
    }
}
