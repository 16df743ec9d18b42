package dev.attune.registry.retraining;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

import dev.attune.contracts.settings.retraining.RetrainingPolicy;

/**
 * What is remembered of a project.
 *
 * @param version of its policy; 0 before anybody changed it
 * @param policy its own; absent: the usual one
 * @param decisions so many were made
 * @param watch over the newest reward model; absent while there is none
 * @param driftAnswered whether a run was started for the drift that the watch has noticed
 */
public record ProjectRow(
        String projectId,
        int version,
        @Nullable RetrainingPolicy policy,
        @Nullable String changedBy,
        @Nullable Instant changedAt,
        int decisions,
        RewardState rewards,
        @Nullable Watch watch,
        boolean driftAnswered) {}
