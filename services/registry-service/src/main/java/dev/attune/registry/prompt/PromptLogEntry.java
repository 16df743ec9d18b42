package dev.attune.registry.prompt;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * Who did what.
 *
 * @param by pseudonym
 * @param name of the prompt, or the run's id
 * @param previousVersion where a label was before
 */
public record PromptLogEntry(
        long position,
        Instant at,
        String by,
        PromptAction action,
        String name,
        @Nullable String label,
        @Nullable Integer version,
        @Nullable Integer previousVersion,
        @Nullable String reason) {}
