package dev.attune.policy.supervised;

import org.jspecify.annotations.Nullable;

/**
 * What resuming needs besides weights, optimiser, configuration and data.
 *
 * @param step optimiser steps done
 * @param lossSum of the learned tokens of the current epoch
 * @param tokens learned tokens of the current epoch
 * @param lowest validation loss so far, if there was any
 * @param bestStep after which it was measured
 * @param worseSince validation losses after that one, none of them lower
 * @param fingerprint of the configuration and the data, which must be the same again
 */
public record TuningState(
        int step,
        double lossSum,
        long tokens,
        @Nullable Double lowest,
        int bestStep,
        int worseSince,
        String fingerprint) {

    static TuningState begin(String fingerprint) {
        return new TuningState(0, 0, 0, null, 0, 0, fingerprint);
    }

    /** Mean loss of the epoch so far. */
    double meanLoss() {
        return tokens == 0 ? 0 : lossSum / tokens;
    }

    TuningState withStep(double loss, long learned, boolean firstOfEpoch) {
        return new TuningState(
                step + 1,
                (firstOfEpoch ? 0 : lossSum) + loss * learned,
                (firstOfEpoch ? 0 : tokens) + learned,
                lowest,
                bestStep,
                worseSince,
                fingerprint);
    }

    /** After a validation loss of the weights as they are now. */
    TuningState withValidation(double loss) {
        return lowest == null || loss < lowest
                ? new TuningState(step, lossSum, tokens, loss, step, 0, fingerprint)
                : new TuningState(step, lossSum, tokens, lowest, bestStep, worseSince + 1, fingerprint);
    }

    /** Whether the run should end; a {@code patience} of 0 never ends it. */
    boolean isOver(int patience) {
        return patience > 0 && worseSince >= patience;
    }
}
