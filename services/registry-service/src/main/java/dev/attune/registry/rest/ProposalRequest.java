package dev.attune.registry.rest;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;

import org.jspecify.annotations.Nullable;

/**
 * Somebody proposes a version of a task.
 *
 * @param artifactSha256 of an artifact in the store, with {@code task.json} and the adapters that it names
 * @param reason why; may be absent
 */
public record ProposalRequest(
        @NotNull @Pattern(regexp = "^[0-9a-f]{64}$", message = "must be 64 lower-case hexadecimal digits")
        String artifactSha256,

        @Nullable
        @Size(max = 2000)
        @Pattern(regexp = "^[^\\x00-\\x1f\\x7f-\\x9f\\ud800-\\udfff]*$", message = "must hold no control characters")
        String reason) {}
