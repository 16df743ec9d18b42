package dev.attune.registry.rest.canary;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;

/**
 * A person ends a canary.
 *
 * @param version of the channel, as the person saw it
 */
public record EndRequest(
        @NotNull Long version,

        @NotBlank
        @Size(max = 2000)
        @Pattern(regexp = "^[^\\x00-\\x1f\\x7f-\\x9f\\ud800-\\udfff]*$", message = "must hold no control characters")
        String reason) {}
