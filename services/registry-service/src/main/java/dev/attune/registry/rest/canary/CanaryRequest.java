package dev.attune.registry.rest.canary;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;

import org.jspecify.annotations.Nullable;

import dev.attune.registry.canary.CanarySettings;

/**
 * A person wants a share of a channel's people answered by another checkpoint.
 *
 * @param share above 0 and at most 1
 * @param version of the channel, as the person saw it
 * @param settings what decides; each has a default
 */
public record CanaryRequest(
        @NotBlank @Size(max = 200) String checkpointId,
        @NotNull Double share,
        @NotNull Long version,

        @NotBlank
        @Size(max = 2000)
        @Pattern(regexp = "^[^\\x00-\\x1f\\x7f-\\x9f\\ud800-\\udfff]*$", message = "must hold no control characters")
        String reason,

        @Nullable CanarySettings settings) {}
