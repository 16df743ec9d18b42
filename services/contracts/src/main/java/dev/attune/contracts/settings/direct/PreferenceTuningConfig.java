package dev.attune.contracts.settings.direct;

import java.util.List;

import dev.attune.contracts.error.Require;
import dev.attune.contracts.settings.Optimisation;
import dev.attune.contracts.settings.Tuning;

/**
 * Tuning directly on preferences, without a reward model and without sampling.
 *
 * @param loss {@code sigmoid} (DPO), {@code conservative}, {@code robust}, {@code ipo}, {@code hinge},
 *     {@code length-normalised}, {@code kto} or {@code orpo}
 * @param beta how closely the policy is held to its reference; {@code orpo} has none
 * @param labelNoise share of preferences that are wrong, for {@code conservative} and {@code robust}
 * @param ipoPerToken whether {@code ipo} takes log-ratios as means over an answer's tokens, as TRL does, or as sums
 * @param oddsWeight weight of the odds ratio in {@code orpo}
 * @param goodWeight weight of preferred answers in {@code kto}
 * @param badWeight weight of rejected answers in {@code kto}
 * @param epochs passes over the pairs
 * @param batchPairs pairs per optimiser step
 * @param passTokens a batch is cut into passes of at most so many tokens (or one pair), which bounds memory and changes
 *     nothing but rounding
 * @param maxTokens pairs with a longer prompt and answer are left out and counted
 * @param heldOutShare share of the prompts (not of the pairs) that is kept for the evaluation, unless there is a file for it
 */
public record PreferenceTuningConfig(
        String loss,
        double beta,
        double labelNoise,
        boolean ipoPerToken,
        double oddsWeight,
        double goodWeight,
        double badWeight,
        int epochs,
        int batchPairs,
        int passTokens,
        int maxTokens,
        double heldOutShare,
        Tuning tuning,
        Optimisation optimisation,
        String computeType,
        long seed) {

    /** The losses of direct preference optimisation: all but {@value #KTO} and {@value #ORPO}. */
    public static final List<String> PAIRWISE =
            List.of("sigmoid", "conservative", "robust", "ipo", "hinge", "length-normalised");

    public static final String KTO = "kto";
    public static final String ORPO = "orpo";

    private static final double BETA = 0.1;
    private static final double ODDS_WEIGHT = 0.1;

    public PreferenceTuningConfig {
        Require.that(
                PAIRWISE.contains(loss) || loss.equals(KTO) || loss.equals(ORPO),
                "loss must be one of " + PAIRWISE + ", kto or orpo but is " + loss);
        Require.that(beta > 0 && Double.isFinite(beta), "beta must be positive but is " + beta);
        Require.that(labelNoise >= 0 && labelNoise < 0.5, "labelNoise must lie in [0, 0.5) but is " + labelNoise);
        Require.that(oddsWeight > 0, "oddsWeight must be positive but is " + oddsWeight);
        Require.that(goodWeight > 0, "goodWeight must be positive but is " + goodWeight);
        Require.that(badWeight > 0, "badWeight must be positive but is " + badWeight);
        requireUsed(loss, "beta", beta == BETA || !loss.equals(ORPO), PAIRWISE + " and kto");
        requireUsed(
                loss,
                "labelNoise",
                labelNoise == 0 || loss.equals("conservative") || loss.equals("robust"),
                "conservative and robust");
        requireUsed(loss, "ipoPerToken", ipoPerToken || loss.equals("ipo"), "ipo");
        requireUsed(loss, "oddsWeight", oddsWeight == ODDS_WEIGHT || loss.equals(ORPO), ORPO);
        requireUsed(loss, "goodWeight", goodWeight == 1 || loss.equals(KTO), KTO);
        requireUsed(loss, "badWeight", badWeight == 1 || loss.equals(KTO), KTO);
        Require.that(epochs > 0, "epochs must be positive but is " + epochs);
        Require.that(batchPairs > 0, "batchPairs must be positive but is " + batchPairs);
        Require.that(passTokens > 0, "passTokens must be positive but is " + passTokens);
        Require.that(maxTokens > 1, "maxTokens must be more than 1 but is " + maxTokens);
        Require.that(heldOutShare >= 0 && heldOutShare < 1, "heldOutShare must lie in [0, 1) but is " + heldOutShare);
        Require.present(tuning, "tuning");
        Require.present(optimisation, "optimisation");
        Require.that(
                computeType.equals("float32") || computeType.equals("bfloat16"),
                "computeType must be float32 or bfloat16 but is " + computeType);
    }

    /** DPO with LoRA, whose learning rate is larger than full tuning's. */
    public static PreferenceTuningConfig defaults() {
        return defaults("sigmoid");
    }

    /** The defaults with another loss. */
    public static PreferenceTuningConfig defaults(String loss) {
        return new PreferenceTuningConfig(
                loss,
                BETA,
                0,
                true,
                ODDS_WEIGHT,
                1,
                1,
                1,
                8,
                4096,
                512,
                0.1,
                Tuning.lora(16),
                Optimisation.adamW(5e-5),
                "float32",
                1);
    }

    private static void requireUsed(String loss, String setting, boolean fits, String users) {
        Require.that(
                fits,
                setting + " is set, but only the loss " + users + " heeds it and loss is " + loss
                        + "; leave one of the two settings as it is");
    }
}
