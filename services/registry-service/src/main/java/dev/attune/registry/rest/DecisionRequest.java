package dev.attune.registry.rest;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;

/** A reviewer says why. */
public record DecisionRequest(
        @NotBlank
        @Size(max = 2000)
        @Pattern(regexp = "^[^\\x00-\\x1f\\x7f-\\x9f\\ud800-\\udfff]*$", message = "must hold no control characters")
        String reason) {}
