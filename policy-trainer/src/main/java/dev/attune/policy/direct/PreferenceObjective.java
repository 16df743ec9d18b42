package dev.attune.policy.direct;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import org.jspecify.annotations.Nullable;

import dev.attune.contracts.settings.direct.DirectObjective;

/** What a recipe on preferences makes smaller. */
sealed interface PreferenceObjective {

    /** A loss of the difference between both answers' log-ratios. */
    record Pairwise(DirectLoss loss) implements PreferenceObjective {}

    /** Each answer by itself, against the batch's reference point. */
    record Single(KtoLoss loss) implements PreferenceObjective {}

    /** Likelihood and odds ratio, without a reference. */
    record OddsRatio(OrpoLoss loss) implements PreferenceObjective {}

    static PreferenceObjective of(DirectObjective config) {
        double beta = config.beta();
        return switch (config.loss()) {
            case SIGMOID -> new Pairwise(new DirectLoss.Sigmoid(beta));
            case CONSERVATIVE -> new Pairwise(new DirectLoss.Conservative(beta, config.labelNoise()));
            case ROBUST -> new Pairwise(new DirectLoss.Robust(beta, config.labelNoise()));
            case IPO -> new Pairwise(new DirectLoss.Ipo(beta, config.ipoPerToken()));
            case HINGE -> new Pairwise(new DirectLoss.Hinge(beta));
            case LENGTH_NORMALISED -> new Pairwise(new DirectLoss.LengthNormalised(beta));
            case KTO -> new Single(new KtoLoss(beta, config.goodWeight(), config.badWeight()));
            case ORPO -> new OddsRatio(new OrpoLoss(config.oddsWeight()));
        };
    }

    default boolean needsReference() {
        return !(this instanceof OddsRatio);
    }

    /** Whether the loss wants answers under prompts that are not theirs. */
    default boolean needsMismatched() {
        return this instanceof Single;
    }

    /**
     * What N pairs have to say, each (N).
     *
     * @param chosen log-probabilities of the chosen answers under the policy
     * @param rejected of the rejected ones
     * @param chosenReference under the reference, 0 without one
     * @param rejectedReference under the reference
     * @param chosenTokens lengths of the chosen answers
     * @param rejectedTokens lengths of the rejected ones
     * @param referencePoint KTO's z, a scalar
     * @param probability that people prefer the chosen answers; null where all are certain
     */
    record Pairs(
            NDArray chosen,
            NDArray rejected,
            NDArray chosenReference,
            NDArray rejectedReference,
            NDArray chosenTokens,
            NDArray rejectedTokens,
            NDArray referencePoint,
            @Nullable NDArray probability) {}

    /** The loss of each pair: (N). KTO's is the mean of its answers' losses, of which there may be one. */
    default NDArray perPair(Pairs pairs) {
        return switch (this) {
            case Pairwise(DirectLoss loss) -> {
                NDArray chosen = loss.logRatios(pairs.chosen(), pairs.chosenReference(), pairs.chosenTokens());
                NDArray rejected = loss.logRatios(pairs.rejected(), pairs.rejectedReference(), pairs.rejectedTokens());
                yield pairs.probability() == null
                        ? loss.perPair(chosen, rejected)
                        : loss.perPair(chosen, rejected, pairs.probability());
            }
            case Single(KtoLoss loss) -> {
                NDArray good = pairs.chosen().onesLike();
                NDArray z = pairs.referencePoint();
                NDArray ofChosen = loss.perAnswer(pairs.chosen().sub(pairs.chosenReference()), good, z);
                NDArray ofRejected =
                        loss.perAnswer(pairs.rejected().sub(pairs.rejectedReference()), good.zerosLike(), z);
                NDArray one = good;
                NDArray hasChosen = NDArrays.minimum(pairs.chosenTokens(), one);
                NDArray hasRejected = NDArrays.minimum(pairs.rejectedTokens(), one);
                NDArray sum = ofChosen.mul(hasChosen).add(ofRejected.mul(hasRejected));
                yield sum.div(hasChosen.add(hasRejected));
            }
            case OddsRatio(OrpoLoss loss) ->
                loss.perPair(
                        pairs.chosen().div(pairs.chosenTokens()),
                        pairs.rejected().div(pairs.rejectedTokens()));
        };
    }

    /** The reward that a policy gives an answer by itself, as the loss sees it; see {@link PreferenceMetric}. */
    default double reward(double logProb, double reference, int tokens) {
        return switch (this) {
            case Pairwise(DirectLoss loss) -> loss.beta() * (logProb - reference) / (loss.perToken() ? tokens : 1);
            case Single(KtoLoss loss) -> loss.beta() * (logProb - reference);
            case OddsRatio(OrpoLoss loss) -> loss.lambda() * logProb / tokens;
        };
    }
}
