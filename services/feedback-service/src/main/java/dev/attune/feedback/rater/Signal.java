package dev.attune.feedback.rater;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Something measured of a rater.
 *
 * @param figure what the kind says: a share from 0 to 1, a run's length, or a coefficient
 * @param low lower end of its interval at 95 %; absent where the figure is counted, not estimated
 * @param high the upper end
 * @param cases what it rests on, such as how many golds
 * @param flagged whether it passes its own threshold; a reason to look, not a verdict
 * @param logOdds ln P(seen | careless) / P(seen | careful): above 0 it speaks for carelessness, below 0 against
 */
public record Signal(
        SignalKind kind,
        double figure,
        @Schema(nullable = true) @Nullable Double low,
        @Schema(nullable = true) @Nullable Double high,
        int cases,
        boolean flagged,
        double logOdds) {}
