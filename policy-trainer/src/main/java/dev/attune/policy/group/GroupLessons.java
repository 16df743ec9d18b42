package dev.attune.policy.group;

import java.util.Arrays;
import java.util.List;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;

import dev.attune.contracts.settings.KlPlace;
import dev.attune.contracts.settings.group.GroupConfig;
import dev.attune.lm.model.LanguageModel;
import dev.attune.lm.torch.Autograd;
import dev.attune.policy.estimator.KlEstimator;
import dev.attune.policy.estimator.Masked;
import dev.attune.policy.estimator.Rewards;
import dev.attune.policy.estimator.Variance;
import dev.attune.policy.metrics.GroupMetric;
import dev.attune.policy.metrics.Means;
import dev.attune.policy.rollout.GroupRollout;
import dev.attune.policy.rollout.Rollout;
import dev.attune.policy.rollout.Trajectory;

import static dev.attune.lm.torch.Operators.times;

/** What an update's answers teach: the reward of each, compared with those of the others to its prompt. */
final class GroupLessons {

    private static final double EPSILON = 1e-4;

    private GroupLessons() {}

    /** One number for each answer, in the rollout's order. */
    static float[] advantages(GroupConfig config, LanguageModel model, GroupRollout groups, Means means) {
        Rollout rollout = groups.answers();
        try (NDManager step = model.newStep();
                Autograd.Scope off = Autograd.off()) {
            NDArray rewards = Rewards.penaliseMissingEnd(
                    rollout.vector(step, Trajectory::score), // (B)
                    rollout.vector(step, answer -> answer.ended() ? 1 : 0),
                    config.penalties().missingEndPenalty());
            if (config.kl().klPlace() == KlPlace.REWARD) {
                NDArray kl = KlEstimator.of(config.kl().klEstimator())
                        .of(
                                rollout.matrix(step, Trajectory::logProbs),
                                rollout.matrix(step, Trajectory::referenceLogProbs)); // (B, T)
                rewards = rewards.sub(times(
                        Masked.sumPerAnswer(kl, rollout.mask(step)), config.kl().klCoefficient()));
            }
            means.add(GroupMetric.REWARD, rewards.mean().getFloat());
            float[] all = rewards.toFloatArray();
            float[] advantages = new float[all.length];
            int first = 0;
            for (List<Trajectory> group : groups.groups()) {
                NDArray own =
                        step.create(Arrays.copyOfRange(all, first, first + group.size()), new Shape(1, group.size()));
                System.arraycopy(advantages(config, own).toFloatArray(), 0, advantages, first, group.size());
                first += group.size();
            }
            return advantages;
        }
    }

    /** (1, G) to (1, G). */
    private static NDArray advantages(GroupConfig config, NDArray rewards) {
        return switch (config.method().advantage()) {
            case STANDARDISED -> GroupAdvantages.standardised(rewards, Variance.UNBIASED, EPSILON);
            case CENTRED -> GroupAdvantages.centred(rewards);
            case LEAVE_ONE_OUT -> GroupAdvantages.leaveOneOut(rewards);
        };
    }
}
