package dev.attune.registry.prompt;

import java.time.Instant;
import java.util.List;

/**
 * A version of a prompt, which never changes; what its labels are does.
 *
 * @param version from 1
 * @param digest of the content
 * @param variables that the content reads
 * @param author pseudonym
 */
public record PromptVersion(
        String name,
        int version,
        String digest,
        PromptContent content,
        List<String> variables,
        String note,
        String author,
        Instant at,
        List<String> labels) {}
