package dev.attune.policy.ppo;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;

import dev.attune.contracts.settings.KlPlace;
import dev.attune.contracts.settings.ppo.PpoAdvantage;
import dev.attune.contracts.settings.ppo.PpoConfig;
import dev.attune.policy.estimator.KlEstimator;
import dev.attune.policy.estimator.Masked;
import dev.attune.policy.estimator.Rewards;
import dev.attune.policy.estimator.Variance;

/**
 * What an update's answers teach: rewards per token, advantages and returns, by the conventions that the configuration
 * chooses.
 *
 * @param rewards (B, T), 0 outside the value mask
 * @param advantages (B, T), 0 outside the mask; whitened if advantage.whitening is {@code update}
 * @param returns (B, T), 0 outside the value mask; of the advantages before they are whitened
 */
public record Targets(NDArray rewards, NDArray advantages, NDArray returns) {

    /**
     * What is known of an update's answers.
     *
     * @param scores (B), one per answer
     * @param ended (B), 1 where the policy ended its answer, 0 where it was cut
     * @param logProbs (B, T), of the policy that sampled
     * @param referenceLogProbs (B, T)
     * @param values (B, T); with {@link Rewards.Placement#AFTER_LAST_TOKEN} also one place after an answer's end
     * @param mask (B, T), 1 for real tokens
     */
    public record Known(
            NDArray scores, NDArray ended, NDArray logProbs, NDArray referenceLogProbs, NDArray values, NDArray mask) {}

    /**
     * Clips the scores, takes the missing-end penalty, spreads score and KL penalty over the tokens, whitens rewards if asked
     * for, estimates advantages and whitens them if the whole update is the scope.
     *
     * @param beta the KL coefficient of this update
     */
    public static Targets of(PpoConfig config, Known known, double beta) {
        NDArray mask = known.mask();
        Rewards.Placement placement = placement(config);
        NDArray valueMask = Rewards.valueMask(mask, placement);
        NDArray scores = Rewards.penaliseMissingEnd(
                Rewards.clip(known.scores(), config.details().reward().clip()),
                known.ended(),
                config.penalties().missingEndPenalty());
        boolean inReward = config.details().kl().place() == KlPlace.REWARD;
        NDArray kl = kl(config, known.logProbs(), known.referenceLogProbs());
        NDArray rewards = Rewards.perToken(scores, kl, mask, inReward ? beta : 0, placement);
        if (config.details().reward().whiten()) {
            rewards = Masked.whiten(rewards, valueMask, variance(config), false);
        }
        NDArray advantages = Advantages.generalised(
                rewards,
                known.values(),
                valueMask,
                config.objective().discount(),
                config.objective().gaeLambda());
        NDArray returns = Advantages.returns(advantages, known.values(), valueMask);
        boolean whole = config.details().advantage().whitening() == PpoAdvantage.Whitening.UPDATE;
        NDArray taught = whole ? Masked.whiten(advantages, mask, variance(config), true) : advantages.mul(mask);
        return new Targets(rewards, taught, returns);
    }

    /** The configuration's estimate of KL(policy || reference) of each token, within kl.bound. */
    public static NDArray kl(PpoConfig config, NDArray logProbs, NDArray referenceLogProbs) {
        NDArray kl = KlEstimator.of(config.details().kl().estimator()).of(logProbs, referenceLogProbs);
        double bound = config.details().kl().bound();
        if (bound == 0) {
            return kl;
        }
        NDArray most = kl.getManager().full(kl.getShape(), (float) bound);
        return NDArrays.maximum(NDArrays.minimum(kl, most), most.neg());
    }

    public static Rewards.Placement placement(PpoConfig config) {
        return switch (config.details().reward().placement()) {
            case LAST -> Rewards.Placement.LAST_TOKEN;
            case AFTER -> Rewards.Placement.AFTER_LAST_TOKEN;
        };
    }

    public static Variance variance(PpoConfig config) {
        return Variance.of(config.details().advantage().variance());
    }
}
