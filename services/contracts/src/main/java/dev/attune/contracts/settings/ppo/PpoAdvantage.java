package dev.attune.contracts.settings.ppo;

import dev.attune.contracts.error.Require;
import dev.attune.contracts.json.Choice;

/**
 * How PPO scales advantages.
 *
 * @param whitening to mean 0 and deviation 1, over which real tokens
 * @param variance of advantages and of whitened rewards
 */
public record PpoAdvantage(Whitening whitening, Divisor variance) {

    /** Over which tokens advantages get mean 0 and deviation 1. */
    public enum Whitening implements Choice {
        UPDATE,
        MINIBATCH,
        NONE
    }

    /** What the sum of squares is divided by. */
    public enum Divisor implements Choice {
        /** n - 1. */
        UNBIASED,
        /** n. */
        BIASED
    }

    public PpoAdvantage {
        Require.present(whitening, "advantage.whitening");
        Require.present(variance, "advantage.variance");
    }

    public static PpoAdvantage defaults() {
        return new PpoAdvantage(Whitening.UPDATE, Divisor.UNBIASED);
    }
}
