package dev.attune.contracts.settings.group;

import dev.attune.contracts.error.Require;
import dev.attune.contracts.json.Choice;

/**
 * What the group methods differ in.
 *
 * @param advantage of an answer among those to its prompt
 * @param ratio whose probability ratio is clipped
 * @param reduction how losses of tokens become one
 * @param clipLow ratios are clipped to at least 1 - clipLow
 * @param clipHigh ratios are clipped to at most 1 + clipHigh
 */
public record GroupMethod(Advantage advantage, Ratio ratio, Reduction reduction, double clipLow, double clipHigh) {

    static final double CLIP = 0.2;

    /** What an answer's reward r is compared with. */
    public enum Advantage implements Choice {
        /** (r - mean) / (deviation + 1e-4) of the group. */
        STANDARDISED,
        /** r - mean. */
        CENTRED,
        /** r - mean of the others. */
        LEAVE_ONE_OUT
    }

    /** Whose probability ratio is clipped. */
    public enum Ratio implements Choice {
        TOKEN,
        ANSWER
    }

    /** How losses of tokens become one. */
    public enum Reduction implements Choice {
        /** The mean over answers of their means. */
        PER_ANSWER,
        /** The mean over the step's tokens. */
        PER_TOKEN,
        /** The sum over answers x maxNewTokens. */
        CONSTANT
    }

    public GroupMethod {
        Require.present(advantage, "advantage");
        Require.present(ratio, "ratio");
        Require.present(reduction, "reduction");
        Require.that(clipLow > 0 && clipLow < 1, "clipLow must lie in (0, 1) but is " + clipLow);
        Require.that(clipHigh > 0, "clipHigh must be positive but is " + clipHigh);
        Require.that(
                ratio == Ratio.TOKEN || reduction == Reduction.PER_ANSWER,
                "reduction is " + reduction.text() + ", but with ratio answer there is one loss for each answer:"
                        + " set reduction to per-answer, or ratio to token");
    }
}
