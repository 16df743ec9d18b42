package dev.attune.registry.rest.prompt;

import java.util.List;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

import dev.attune.registry.prompt.RunRow;

/** Rows of a run from a position on. */
public record NewRows(
        @Min(0) @Max(20_000) int from,
        @NotNull @Size(min = 1, max = 500) List<@Valid @NotNull RunRow> rows) {}
