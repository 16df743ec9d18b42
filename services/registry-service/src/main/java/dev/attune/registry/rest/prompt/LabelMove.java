package dev.attune.registry.rest.prompt;

import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;

import org.jspecify.annotations.Nullable;

/** Where a label shall lead, and why. */
public record LabelMove(
        @Min(1) int version, @Size(max = 2000) @Nullable String reason) {}
