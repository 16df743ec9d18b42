package dev.attune.registry.rest.erasure;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * What is to be made again.
 *
 * @param dataSha256 a data artifact of today, for a checkpoint that learnt from a file
 */
record TrainingRequest(
        @NotNull String checkpointId,
        @Nullable @Pattern(regexp = "[0-9a-f]{64}") String dataSha256) {}
