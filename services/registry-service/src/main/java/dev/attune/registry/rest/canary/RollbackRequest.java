package dev.attune.registry.rest.canary;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;

import org.jspecify.annotations.Nullable;

/**
 * A person wants a channel to serve what it served before.
 *
 * @param checkpointId something that it served once; what it served last where this is left out
 * @param version of the channel, as the person saw it
 */
public record RollbackRequest(
        @Size(min = 1, max = 200) @Nullable String checkpointId,
        @NotNull Long version,

        @NotBlank
        @Size(max = 2000)
        @Pattern(regexp = "^[^\\x00-\\x1f\\x7f-\\x9f\\ud800-\\udfff]*$", message = "must hold no control characters")
        String reason) {}
