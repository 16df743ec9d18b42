package dev.attune.feedback.review;

import java.util.List;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Some of a project's items for reviewers.
 *
 * @param next where the list goes on; absent at its end
 */
public record ReviewList(
        ReviewCounts counts,
        List<ReviewRow> items,
        @Schema(nullable = true) @Nullable String next) {
    public ReviewList {
        items = List.copyOf(items);
    }
}
