package dev.attune.feedback.choice;

import org.jspecify.annotations.Nullable;

/**
 * How an item was chosen for a rater.
 *
 * @param even whether it was drawn evenly from all that waited, whatever the strategy
 * @param propensity the probability with which it was chosen; of as many items as waited when they were last counted
 */
public record Draw(Strategy strategy, boolean even, double propensity) {

    /** As it is kept; absent where nothing is known. */
    public static @Nullable Draw read(@Nullable String strategy, @Nullable Boolean even, @Nullable Double propensity) {
        return strategy == null || even == null || propensity == null
                ? null
                : new Draw(Strategy.valueOf(strategy), even, propensity);
    }
}
