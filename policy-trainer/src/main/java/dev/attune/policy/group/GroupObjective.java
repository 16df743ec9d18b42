package dev.attune.policy.group;

import ai.djl.ndarray.NDArray;

import dev.attune.policy.estimator.KlEstimator;

import static dev.attune.lm.torch.Operators.times;

/**
 * The loss of a group method: clipped policy loss and KL to the reference, both reduced in the same way.
 *
 * @param ratio whose probability ratio is clipped
 * @param low ratios are at least 1 - low
 * @param high ratios are at most 1 + high
 * @param klWeight of the KL in the loss; 0 leaves it out
 */
public record GroupObjective(Ratio ratio, double low, double high, double klWeight, KlEstimator estimator) {

    /** Whose probability ratio is clipped. */
    public enum Ratio {
        TOKEN,
        ANSWER
    }

    /**
     * What is known of B answers of at most T tokens.
     *
     * @param oldLogProbs (B, T), of the policy that sampled
     * @param referenceLogProbs (B, T)
     * @param advantages (B)
     * @param mask (B, T), 1 for real tokens
     */
    public record Answers(NDArray oldLogProbs, NDArray referenceLogProbs, NDArray advantages, NDArray mask) {}

    /**
     * Part of an optimiser step, all scalars; the parts of a step add up.
     *
     * @param loss {@code policy + klWeight x kl}, to be minimised
     * @param policy the clipped policy loss
     * @param kl the estimate of KL(policy || reference), reduced like the loss
     * @param clipped number of tokens (or answers) whose ratio was outside the bounds on the side that pays
     * @param squares {@code sum of (new - old)^2 / 2} over tokens
     */
    public record Loss(NDArray loss, NDArray policy, NDArray kl, NDArray clipped, NDArray squares) {}

    /**
     * @param newLogProbs (B, T), with gradient
     * @param stepAnswers number of answers of the whole optimiser step
     */
    public Loss of(NDArray newLogProbs, Answers answers, Reduction reduction, int stepAnswers) {
        NDArray mask = answers.mask();
        NDArray old = answers.oldLogProbs();
        NDArray advantages = answers.advantages();
        NDArray difference = newLogProbs.sub(old).mul(mask);
        NDArray policy = switch (ratio) {
            case TOKEN ->
                reduction.of(GroupLoss.perToken(newLogProbs, old, advantages, mask, low, high), mask, stepAnswers);
            case ANSWER ->
                times(
                        GroupLoss.perAnswer(newLogProbs, old, advantages, mask, low, high)
                                .sum(),
                        1.0 / stepAnswers);
        };
        // Outside the mask both are made 0, so that nothing there can overflow.
        NDArray kl = reduction.of(
                estimator.of(newLogProbs.mul(mask), answers.referenceLogProbs().mul(mask)), mask, stepAnswers);
        NDArray loss = klWeight == 0 ? policy : policy.add(times(kl, klWeight));
        return new Loss(
                loss,
                policy,
                kl,
                clipped(difference, advantages, mask),
                times(difference.square(), 0.5).sum());
    }

    /** Ratios above the bounds with a positive advantage, or below them with a negative one. */
    private NDArray clipped(NDArray difference, NDArray advantages, NDArray mask) {
        NDArray log = ratio == Ratio.TOKEN ? difference : difference.sum(new int[] {1}, true);
        NDArray signs = advantages.expandDims(1).sign();
        NDArray above = log.gt((float) Math.log1p(high)).toType(mask.getDataType(), false);
        NDArray below = log.lt((float) Math.log1p(-low)).toType(mask.getDataType(), false);
        NDArray paid = above.mul(signs).maximum(0).add(below.mul(signs.neg()).maximum(0));
        return (ratio == Ratio.TOKEN ? paid.mul(mask) : paid).sum();
    }
}
