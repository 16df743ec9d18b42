package dev.attune.feedback.agreement;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A figure with its interval at 95 %, as far as there are any.
 *
 * @param value absent where it is undefined
 * @param low lower end of its interval; absent where the interval is undefined, or none was asked for
 * @param undefined why it, or its interval, is undefined, such as ONE_VALUE; absent where both are there
 */
public record Figure(
        @Schema(nullable = true) @Nullable Double value,
        @Schema(nullable = true) @Nullable Double low,
        @Schema(nullable = true) @Nullable Double high,
        @Schema(nullable = true) @Nullable String undefined) {

    /** Whether all of this lies below all of the other: no chance explains both. */
    public boolean clearlyBelow(Figure other) {
        return high != null && other.low != null && high < other.low;
    }
}
