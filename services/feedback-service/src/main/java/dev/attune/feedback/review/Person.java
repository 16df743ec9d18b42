package dev.attune.feedback.review;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Somebody whose word stands beside others'.
 *
 * @param name for those only who manage the project
 * @param you whether it is the one who asks
 */
public record Person(
        String pseudonym, @Schema(nullable = true) @Nullable String name, boolean you) {}
