package dev.attune.policy.ppo;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;

import dev.attune.contracts.settings.ppo.PpoConfig;
import dev.attune.lm.torch.Autograd;
import dev.attune.policy.estimator.Masked;
import dev.attune.policy.estimator.Rewards;
import dev.attune.policy.metrics.Means;
import dev.attune.policy.metrics.PpoMetric;
import dev.attune.policy.rollout.Rollout;
import dev.attune.policy.rollout.Trajectory;

/**
 * What an update's answers teach, answer by answer.
 *
 * @param advantages one per token
 * @param returns one per value
 * @param klCoefficient of this update
 */
@SuppressWarnings("ArrayRecordComponent") // handed over, never compared
record PpoLessons(float[][] advantages, float[][] returns, double klCoefficient) {

    /** Rewards, generalised advantages and returns; tells their means. */
    static PpoLessons of(PpoConfig config, Rollout rollout, double beta, Means means) {
        try (NDManager step = NDManager.newBaseManager();
                Autograd.Scope off = Autograd.off()) {
            NDArray mask = rollout.mask(step); // (B, T)
            NDArray values = rollout.matrix(step, Trajectory::values);
            Targets.Known known = new Targets.Known(
                    rollout.vector(step, Trajectory::score), // (B)
                    rollout.vector(step, answer -> answer.ended() ? 1 : 0),
                    rollout.matrix(step, Trajectory::logProbs),
                    rollout.matrix(step, Trajectory::referenceLogProbs),
                    values,
                    mask);
            Targets targets = Targets.of(config, known, beta);
            NDArray places = Rewards.valueMask(mask, Targets.placement(config));
            NDArray reward = Masked.sumPerAnswer(targets.rewards(), places).mean();
            means.add(PpoMetric.REWARD, reward.getFloat());
            NDArray explained = Advantages.explainedVariance(values, targets.returns(), places);
            means.add(PpoMetric.EXPLAINED_VARIANCE, explained.getFloat());
            return new PpoLessons(
                    rollout.rows(targets.advantages()),
                    rollout.rows(targets.returns(), answer -> answer.values().length),
                    beta);
        }
    }
}
