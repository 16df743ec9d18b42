package dev.attune.contracts.settings.direct;

import dev.attune.contracts.error.Require;

/**
 * What is made smaller on the judged pairs.
 *
 * @param loss one of the losses of direct preference optimisation
 * @param beta how closely the policy is held to its reference
 * @param labelNoise share of judgements that are wrong, for {@code conservative} and {@code robust}
 * @param ipoPerToken whether {@code ipo} takes log-ratios as means over an answer's tokens, or as sums
 */
public record OnlineObjective(PreferenceLoss loss, double beta, double labelNoise, boolean ipoPerToken) {

    public OnlineObjective {
        Require.present(loss, "loss");
        Require.that(
                PreferenceLoss.PAIRWISE.contains(loss),
                "loss must be one of " + PreferenceLoss.texts(PreferenceLoss.PAIRWISE) + " but is " + loss.text());
        Require.that(beta > 0 && Double.isFinite(beta), "beta must be positive but is " + beta);
        Require.that(labelNoise >= 0 && labelNoise < 0.5, "labelNoise must lie in [0, 0.5) but is " + labelNoise);
        Require.that(
                labelNoise == 0 || loss.knowsNoise(),
                "labelNoise is set, but only the loss conservative and robust heeds it and loss is " + loss.text());
        Require.that(
                ipoPerToken || loss == PreferenceLoss.IPO,
                "ipoPerToken is set, but only the loss ipo heeds it and loss is " + loss.text());
    }

    public static OnlineObjective defaults() {
        return new OnlineObjective(PreferenceLoss.SIGMOID, DirectObjective.BETA, DirectObjective.NO_NOISE, true);
    }

    /** As tuning on a file of preferences has it. */
    public DirectObjective onPairs() {
        DirectObjective defaults = DirectObjective.defaults(loss);
        return new DirectObjective(
                loss,
                beta,
                labelNoise,
                ipoPerToken,
                defaults.oddsWeight(),
                defaults.goodWeight(),
                defaults.badWeight(),
                defaults.labels());
    }
}
