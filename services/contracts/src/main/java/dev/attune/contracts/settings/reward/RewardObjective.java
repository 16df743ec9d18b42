package dev.attune.contracts.settings.reward;

import java.util.Objects;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

import dev.attune.contracts.error.Require;
import dev.attune.contracts.json.Choice;
import dev.attune.contracts.settings.Labels;

/**
 * What is made smaller on comparisons. What is absent in older events has its default.
 *
 * @param marginScale the loss uses marginScale x (strength - 1) as margin; 0 switches margins off
 * @param labelSmoothing probability, in [0, 0.5), that the people who compared were mistaken: the loss believes each
 *     comparison only so far; 0 switches it off
 * @param centring c of {@code c * mean((chosen + rejected)^2)}, which keeps scores near 0 (TRL's
 *     {@code center_rewards_coefficient}, which recommends 0.01); 0 switches it off
 * @param ties what becomes of them; absent means left-out
 * @param tieParameter how likely ties are by Davidson's model, positive; absent means learned from the data
 * @param rankings how the comparisons of one prompt are batched; absent means together
 * @param ensembleHeads heads on the one trunk, each with a seed and a bootstrap of the comparisons of its own; their mean is
 *     the score and their spread its uncertainty; absent means 1, which has none
 * @param labels what is learned from a comparison that is not certain; absent means soft, and stays absent, as ids of runs follow
 *     from what is written
 */
public record RewardObjective(
        double marginScale,
        @Nullable Double labelSmoothing,
        @Nullable Double centring,
        @Nullable Ties ties,
        @Nullable Double tieParameter,
        @Nullable Rankings rankings,
        @Nullable Integer ensembleHeads,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Labels labels) {

    private static final double OFF = 0;
    private static final int ONE_HEAD = 1;
    private static final int MOST_HEADS = 64;

    /** What becomes of ties. */
    public enum Ties implements Choice {
        LEFT_OUT,
        /** They are learned from by Davidson's model. */
        DAVIDSON
    }

    /** How the comparisons of one prompt are batched. */
    public enum Rankings implements Choice {
        /** In one element of a batch, each with its weight divided by their number (Ouyang et al. 2022: 1 / (K choose 2)). */
        TOGETHER,
        APART
    }

    public RewardObjective {
        Require.that(marginScale >= 0, "marginScale must not be negative but is " + marginScale);
        labelSmoothing = labelSmoothing == null ? OFF : labelSmoothing;
        Require.that(
                labelSmoothing >= 0 && labelSmoothing < 0.5,
                "labelSmoothing must lie in [0, 0.5) but is " + labelSmoothing);
        centring = centring == null ? OFF : centring;
        Require.that(centring >= 0 && Double.isFinite(centring), "centring must not be negative but is " + centring);
        ties = ties == null ? Ties.LEFT_OUT : ties;
        Require.that(
                tieParameter == null || tieParameter > 0 && Double.isFinite(tieParameter),
                "tieParameter must be positive but is " + tieParameter);
        Require.that(
                tieParameter == null || ties == Ties.DAVIDSON,
                "tieParameter is " + tieParameter + " but ties are " + ties.text()
                        + "; set ties to davidson or remove tieParameter");
        rankings = rankings == null ? Rankings.TOGETHER : rankings;
        ensembleHeads = ensembleHeads == null ? ONE_HEAD : ensembleHeads;
        Require.that(
                ensembleHeads >= 1 && ensembleHeads <= MOST_HEADS,
                "ensembleHeads must lie in [1, " + MOST_HEADS + "] but is " + ensembleHeads);
    }

    /** {@code labelSmoothing}, which is never absent here. */
    public double smoothing() {
        return Objects.requireNonNull(labelSmoothing);
    }

    /** {@code centring}, which is never absent here. */
    public double centringCoefficient() {
        return Objects.requireNonNull(centring);
    }

    /** Whether ties are learned from. */
    public boolean learnsTies() {
        return ties == Ties.DAVIDSON;
    }

    /** Whether all comparisons of a prompt are one element of a batch. */
    public boolean keepsRankingsTogether() {
        return rankings == Rankings.TOGETHER;
    }

    /** Whether a comparison is believed as far as it is sure. */
    public boolean softLabels() {
        return labels != Labels.HARD;
    }

    /** {@code ensembleHeads}, which is never absent here. */
    public int heads() {
        return Objects.requireNonNull(ensembleHeads);
    }

    public static RewardObjective defaults() {
        return new RewardObjective(OFF, null, null, null, null, null, null, null);
    }
}
