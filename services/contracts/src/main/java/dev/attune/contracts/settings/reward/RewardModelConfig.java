package dev.attune.contracts.settings.reward;

import org.jspecify.annotations.Nullable;

import dev.attune.contracts.error.Require;
import dev.attune.contracts.settings.Optimisation;
import dev.attune.contracts.settings.Tuning;

/**
 * Bradley-Terry reward modelling.
 *
 * @param epochs passes over the training pairs
 * @param batchPairs pairs per optimiser step
 * @param maxTokens pairs whose prompt and answer are longer are left out and counted
 * @param marginScale the loss uses marginScale x (strength - 1) as margin; 0 switches margins off
 * @param labelSmoothing probability, in [0, 0.5), that the people who compared were mistaken: the loss believes each
 *     comparison only so far; absent (older events) means 0, which switches it off
 * @param centring c of {@code c * mean((chosen + rejected)^2)}, which keeps scores near 0 (TRL's
 *     {@code center_rewards_coefficient}, which recommends 0.01); absent means 0, which switches it off
 * @param ties {@code left-out}, or {@code davidson} for learning from ties by Davidson's model; absent means left-out
 * @param tieParameter how likely ties are by Davidson's model, positive; absent means learned from the data
 * @param rankings {@code together} for all comparisons of a prompt in one element of a batch, each with its weight divided
 *     by their number (Ouyang et al. 2022: 1 / (K choose 2)), or {@code apart}; absent means together
 * @param ensembleHeads heads on the one trunk, each with a seed and a bootstrap of the comparisons of its own; their mean is
 *     the score and their spread its uncertainty; absent means 1, which has none
 * @param heldOutShare share of the prompts (not of the pairs) that is kept for the evaluation
 * @param minimumPreferences decisive preferences that the range must hold
 * @param computeType {@code float32} or {@code bfloat16}, of frozen weights
 */
public record RewardModelConfig(
        int epochs,
        int batchPairs,
        int maxTokens,
        double marginScale,
        @Nullable Double labelSmoothing,
        @Nullable Double centring,
        @Nullable String ties,
        @Nullable Double tieParameter,
        @Nullable String rankings,
        @Nullable Integer ensembleHeads,
        double heldOutShare,
        int minimumPreferences,
        Tuning tuning,
        Optimisation optimisation,
        String computeType,
        long seed) {

    private static final String LEFT_OUT = "left-out";
    private static final String DAVIDSON = "davidson";
    private static final String TOGETHER = "together";
    private static final String APART = "apart";
    private static final int MOST_HEADS = 64;

    public RewardModelConfig {
        Require.that(epochs > 0, "epochs must be positive but is " + epochs);
        Require.that(batchPairs > 0, "batchPairs must be positive but is " + batchPairs);
        Require.that(maxTokens > 1, "maxTokens must be more than 1 but is " + maxTokens);
        Require.that(marginScale >= 0, "marginScale must not be negative but is " + marginScale);
        labelSmoothing = labelSmoothing == null ? 0.0 : labelSmoothing;
        Require.that(
                labelSmoothing >= 0 && labelSmoothing < 0.5,
                "labelSmoothing must lie in [0, 0.5) but is " + labelSmoothing);
        centring = centring == null ? 0.0 : centring;
        Require.that(centring >= 0 && Double.isFinite(centring), "centring must not be negative but is " + centring);
        ties = ties == null ? LEFT_OUT : ties;
        Require.that(
                ties.equals(LEFT_OUT) || ties.equals(DAVIDSON), "ties must be left-out or davidson but is " + ties);
        Require.that(
                tieParameter == null || tieParameter > 0 && Double.isFinite(tieParameter),
                "tieParameter must be positive but is " + tieParameter);
        Require.that(
                tieParameter == null || ties.equals(DAVIDSON),
                "tieParameter is " + tieParameter + " but ties are " + ties
                        + "; set ties to davidson or remove tieParameter");
        rankings = rankings == null ? TOGETHER : rankings;
        Require.that(
                rankings.equals(TOGETHER) || rankings.equals(APART),
                "rankings must be together or apart but is " + rankings);
        ensembleHeads = ensembleHeads == null ? 1 : ensembleHeads;
        Require.that(
                ensembleHeads >= 1 && ensembleHeads <= MOST_HEADS,
                "ensembleHeads must lie in [1, " + MOST_HEADS + "] but is " + ensembleHeads);
        Require.that(heldOutShare > 0 && heldOutShare < 1, "heldOutShare must lie in (0, 1) but is " + heldOutShare);
        Require.that(minimumPreferences > 0, "minimumPreferences must be positive but is " + minimumPreferences);
        Require.present(tuning, "tuning");
        Require.present(optimisation, "optimisation");
        Require.that(
                computeType.equals("float32") || computeType.equals("bfloat16"),
                "computeType must be float32 or bfloat16 but is " + computeType);
    }

    /** {@code labelSmoothing}, which is never absent here. */
    public double smoothing() {
        return labelSmoothing == null ? 0 : labelSmoothing;
    }

    /** {@code centring}, which is never absent here. */
    public double centringCoefficient() {
        return centring == null ? 0 : centring;
    }

    /** Whether ties are learned from. */
    public boolean learnsTies() {
        return DAVIDSON.equals(ties);
    }

    /** Whether all comparisons of a prompt are one element of a batch. */
    public boolean keepsRankingsTogether() {
        return TOGETHER.equals(rankings);
    }

    /** {@code ensembleHeads}, which is never absent here. */
    public int heads() {
        return ensembleHeads == null ? 1 : ensembleHeads;
    }

    public static RewardModelConfig defaults() {
        return new RewardModelConfig(
                1,
                16,
                512,
                0.0,
                0.0,
                0.0,
                LEFT_OUT,
                null,
                TOGETHER,
                1,
                0.1,
                200,
                Tuning.lora(16),
                Optimisation.adamW(1e-4),
                "float32",
                1);
    }
}
