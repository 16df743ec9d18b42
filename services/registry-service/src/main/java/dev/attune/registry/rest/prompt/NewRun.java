package dev.attune.registry.rest.prompt;

import java.util.List;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;

import org.jspecify.annotations.Nullable;

import dev.attune.registry.prompt.RunPrompt;

/** A run that is going to be sent. */
public record NewRun(
        @NotNull @Pattern(regexp = "^[0-9a-f]{64}$", message = "must be a SHA-256 in lower-case hexadecimal")
        String digest,

        @NotBlank @Size(max = 500) String suite,
        @Size(max = 2000) @Nullable String note,
        @NotNull @Size(min = 1, max = 100) List<@Valid @NotNull RunPrompt> prompts,
        @Min(1) @Max(20_000) int cases,
        @Min(1) @Max(20_000) int rows) {}
