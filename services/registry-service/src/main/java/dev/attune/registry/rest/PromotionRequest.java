package dev.attune.registry.rest;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;

/** A person asks a channel to serve a checkpoint. */
public record PromotionRequest(
        @NotNull
        @Pattern(
                regexp = "[a-z][a-z0-9-]{0,62}",
                message = "must begin with a lower-case letter and hold lower-case letters, digits and hyphens")
        String channel,

        @NotBlank @Size(max = 200) String checkpointId,

        @NotBlank @Size(max = 2000) @Pattern(regexp = "[^\\p{Cc}\\p{Cs}]*", message = "must hold no control characters")
        String reason) {}
