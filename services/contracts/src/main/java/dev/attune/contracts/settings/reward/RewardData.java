package dev.attune.contracts.settings.reward;

import dev.attune.contracts.error.Require;

/**
 * Which comparisons are learned from.
 *
 * @param heldOutShare share of the prompts (not of the pairs) that is kept for the evaluation
 * @param minimumPreferences decisive preferences that the range must hold
 */
public record RewardData(double heldOutShare, int minimumPreferences) {

    private static final double HELD_OUT_SHARE = 0.1;
    private static final int MINIMUM_PREFERENCES = 200;

    public RewardData {
        Require.that(heldOutShare > 0 && heldOutShare < 1, "heldOutShare must lie in (0, 1) but is " + heldOutShare);
        Require.that(minimumPreferences > 0, "minimumPreferences must be positive but is " + minimumPreferences);
    }

    public static RewardData defaults() {
        return new RewardData(HELD_OUT_SHARE, MINIMUM_PREFERENCES);
    }
}
