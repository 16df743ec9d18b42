package dev.attune.contracts.settings.ppo;

import dev.attune.contracts.error.Require;
import dev.attune.contracts.json.Choice;

/**
 * PPO's loss beyond the clipped ratio.
 *
 * @param dualClip bound of the loss of a token with a negative advantage, in advantages (Ye et al. 2020); 0 for none
 * @param entropyCoefficient weight of the mean entropy over the vocabulary, which is added to the objective
 * @param reduction what a minibatch's loss is the mean of
 * @param stopKl the rest of an update is left out when half the mean squared log-ratio to the policy that sampled exceeds
 *     it, as approximateKl says; 0 for never
 * @param microBatch answers of one recorded pass at the most, which bounds memory and changes no result; 0 for any number
 */
public record PpoLossConfig(
        double dualClip, double entropyCoefficient, Reduction reduction, double stopKl, int microBatch) {

    private static final int OFF = 0;

    /** How losses of tokens become one. */
    public enum Reduction implements Choice {
        /** The mean over a minibatch's tokens. */
        TOKENS,
        /** The mean over its answers of each one's mean. */
        ANSWERS
    }

    public PpoLossConfig {
        Require.that(dualClip == 0 || dualClip > 1, "loss.dualClip must be above 1, or 0 for none, but is " + dualClip);
        Require.that(
                entropyCoefficient >= 0, "loss.entropyCoefficient must not be negative but is " + entropyCoefficient);
        Require.present(reduction, "loss.reduction");
        Require.that(stopKl >= 0, "loss.stopKl must not be negative but is " + stopKl);
        Require.that(microBatch >= 0, "loss.microBatch must not be negative but is " + microBatch);
    }

    public static PpoLossConfig defaults() {
        return new PpoLossConfig(OFF, OFF, Reduction.TOKENS, OFF, OFF);
    }
}
