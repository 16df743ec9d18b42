package dev.attune.feedback.history;

import java.util.List;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Some of one's own ratings, newest first.
 *
 * @param next where the list goes on; absent at its end
 */
public record History(
        List<OwnRating> ratings,
        @Schema(nullable = true) @Nullable String next) {
    public History {
        ratings = List.copyOf(ratings);
    }
}
