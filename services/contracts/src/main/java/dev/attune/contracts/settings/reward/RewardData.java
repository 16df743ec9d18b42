package dev.attune.contracts.settings.reward;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

import dev.attune.contracts.error.Require;

/**
 * Which comparisons are learned from.
 *
 * @param heldOutShare share of the prompts (not of the pairs) that is kept for the evaluation
 * @param minimumPreferences decisive preferences that the range must hold
 * @param portion which half of a project's preferences counts, so that one half can judge what the other taught; absent means all, and stays absent,
 *     as ids of runs follow from what is written
 */
public record RewardData(
        double heldOutShare,
        int minimumPreferences,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Portion portion) {

    private static final double HELD_OUT_SHARE = 0.1;
    private static final int MINIMUM_PREFERENCES = 200;

    @JsonCreator
    public RewardData {
        Require.that(heldOutShare > 0 && heldOutShare < 1, "heldOutShare must lie in (0, 1) but is " + heldOutShare);
        Require.that(minimumPreferences > 0, "minimumPreferences must be positive but is " + minimumPreferences);
    }

    /** From all. */
    public RewardData(double heldOutShare, int minimumPreferences) {
        this(heldOutShare, minimumPreferences, null);
    }

    /** {@code portion}, which is never absent here. */
    public Portion whose() {
        return portion == null ? Portion.ALL : portion;
    }

    public static RewardData defaults() {
        return new RewardData(HELD_OUT_SHARE, MINIMUM_PREFERENCES);
    }
}
