package dev.attune.registry.rest;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;

/** A person asks a channel to serve a checkpoint. The patterns are written so that others than Java read them, too. */
public record PromotionRequest(
        @NotNull
        @Pattern(
                regexp = "^[a-z][a-z0-9-]{0,62}$",
                message = "must begin with a lower-case letter and hold lower-case letters, digits and hyphens")
        String channel,

        @NotBlank @Size(max = 200) String checkpointId,

        @NotBlank
        @Size(max = 2000)
        @Pattern(regexp = "^[^\\x00-\\x1f\\x7f-\\x9f\\ud800-\\udfff]*$", message = "must hold no control characters")
        String reason) {}
