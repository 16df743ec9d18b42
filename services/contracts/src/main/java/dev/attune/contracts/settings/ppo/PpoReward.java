package dev.attune.contracts.settings.ppo;

import java.util.List;

import dev.attune.contracts.error.Require;

/**
 * What becomes of an answer's score before PPO learns from it.
 *
 * @param clip scores are kept within +- this before the missing-end penalty; 0 leaves them as they are
 * @param whiten whether the tokens' rewards are brought to deviation 1 over the update, keeping their mean
 * @param placement {@code last}: on the last real token; {@code after}: one place later where the answer is shorter than
 *     maxNewTokens, with a value of its own
 */
public record PpoReward(double clip, boolean whiten, String placement) {
    public PpoReward {
        Require.that(clip >= 0, "reward.clip must not be negative but is " + clip);
        Require.that(
                List.of("last", "after").contains(placement),
                "reward.placement must be last or after but is " + placement);
    }

    public static PpoReward defaults() {
        return new PpoReward(0, false, "last");
    }
}
