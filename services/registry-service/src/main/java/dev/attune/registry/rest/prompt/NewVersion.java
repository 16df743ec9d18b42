package dev.attune.registry.rest.prompt;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

import org.jspecify.annotations.Nullable;

import dev.attune.registry.prompt.PromptContent;

/** What a new version says, and a note on it. */
public record NewVersion(
        @NotNull @Valid PromptContent content,
        @Size(max = 2000) @Nullable String note) {}
