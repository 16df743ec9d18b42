package dev.attune.registry.rest;

import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;

import org.jspecify.annotations.Nullable;

/** A person says why a run is to wait or to go on, or leaves that out. */
public record ControlRequest(
        @Size(max = 2000)
        @Pattern(regexp = "^[^\\x00-\\x1f\\x7f-\\x9f\\ud800-\\udfff]*$", message = "must hold no control characters")
        @Nullable
        String reason) {}
