package dev.attune.contracts.settings.direct;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

import dev.attune.contracts.error.Require;
import dev.attune.contracts.settings.Labels;

/**
 * What is made smaller on preferences.
 *
 * @param loss its form
 * @param beta how closely the policy is held to its reference; {@code orpo} has none
 * @param labelNoise share of preferences that are wrong, for {@code conservative} and {@code robust}
 * @param ipoPerToken whether {@code ipo} takes log-ratios as means over an answer's tokens, as TRL does, or as sums
 * @param oddsWeight weight of the odds ratio in {@code orpo}
 * @param goodWeight weight of preferred answers in {@code kto}
 * @param badWeight weight of rejected answers in {@code kto}
 * @param labels what a loss of pairs learns from a preference that is not certain; absent means soft, and stays absent, as ids of
 *     runs follow from what is written
 */
public record DirectObjective(
        PreferenceLoss loss,
        double beta,
        double labelNoise,
        boolean ipoPerToken,
        double oddsWeight,
        double goodWeight,
        double badWeight,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Labels labels) {

    static final double BETA = 0.1;
    static final double NO_NOISE = 0;

    private static final double ODDS_WEIGHT = 0.1;
    private static final double WEIGHT = 1;

    public DirectObjective {
        Require.present(loss, "loss");
        Require.that(beta > 0 && Double.isFinite(beta), "beta must be positive but is " + beta);
        Require.that(labelNoise >= 0 && labelNoise < 0.5, "labelNoise must lie in [0, 0.5) but is " + labelNoise);
        Require.that(oddsWeight > 0, "oddsWeight must be positive but is " + oddsWeight);
        Require.that(goodWeight > 0, "goodWeight must be positive but is " + goodWeight);
        Require.that(badWeight > 0, "badWeight must be positive but is " + badWeight);
        boolean kto = loss == PreferenceLoss.KTO;
        boolean orpo = loss == PreferenceLoss.ORPO;
        requireUsed(loss, "beta", beta == BETA || !orpo, PreferenceLoss.texts(PreferenceLoss.PAIRWISE) + " and kto");
        requireUsed(loss, "labelNoise", labelNoise == NO_NOISE || loss.knowsNoise(), "conservative and robust");
        requireUsed(loss, "ipoPerToken", ipoPerToken || loss == PreferenceLoss.IPO, "ipo");
        requireUsed(loss, "oddsWeight", oddsWeight == ODDS_WEIGHT || orpo, "orpo");
        requireUsed(loss, "goodWeight", goodWeight == WEIGHT || kto, "kto");
        requireUsed(loss, "badWeight", badWeight == WEIGHT || kto, "kto");
        requireUsed(
                loss,
                "labels",
                labels == null || !kto && !orpo,
                PreferenceLoss.texts(PreferenceLoss.PAIRWISE).toString());
    }

    /** Whether a preference is believed as far as it is sure. */
    public boolean softLabels() {
        return labels != Labels.HARD;
    }

    public static DirectObjective defaults(PreferenceLoss loss) {
        return new DirectObjective(loss, BETA, NO_NOISE, true, ODDS_WEIGHT, WEIGHT, WEIGHT, null);
    }

    private static void requireUsed(PreferenceLoss loss, String setting, boolean fits, String users) {
        Require.that(
                fits,
                setting + " is set, but only the loss " + users + " heeds it and loss is " + loss.text()
                        + "; leave one of the two settings as it is");
    }
}
