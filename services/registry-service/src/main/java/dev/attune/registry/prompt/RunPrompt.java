package dev.attune.registry.prompt;

import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;

import org.jspecify.annotations.Nullable;

/**
 * A prompt of a run.
 *
 * @param label by which rows name it
 * @param name of the library's prompt that it is; absent for one that is not there
 * @param version of that
 */
public record RunPrompt(
        @NotBlank @Size(max = 500) String label,
        @Size(max = 80) @Nullable String name,
        @Min(1) @Nullable Integer version) {}
