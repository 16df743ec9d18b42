package dev.attune.contracts.settings.ppo;

import dev.attune.contracts.error.Require;
import dev.attune.contracts.json.Choice;

/**
 * What becomes of an answer's score before PPO learns from it.
 *
 * @param clip scores are kept within +- this before the missing-end penalty; 0 leaves them as they are
 * @param whiten whether the tokens' rewards are brought to deviation 1 over the update, keeping their mean
 * @param placement the token that the score is given to
 */
public record PpoReward(double clip, boolean whiten, Placement placement) {

    private static final double UNCLIPPED = 0;

    /** Where an answer's score goes. */
    public enum Placement implements Choice {
        /** On the last real token. */
        LAST,
        /** One place later where the answer is shorter than maxNewTokens, with a value of its own. */
        AFTER
    }

    public PpoReward {
        Require.that(clip >= 0, "reward.clip must not be negative but is " + clip);
        Require.present(placement, "reward.placement");
    }

    public static PpoReward defaults() {
        return new PpoReward(UNCLIPPED, false, Placement.LAST);
    }
}
