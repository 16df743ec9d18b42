package dev.attune.contracts.settings.group;

import com.fasterxml.jackson.annotation.JsonUnwrapped;

import dev.attune.contracts.settings.AnswerSettings;
import dev.attune.contracts.settings.PolicySettings;
import dev.attune.contracts.settings.group.GroupMethod.Advantage;
import dev.attune.contracts.settings.group.GroupMethod.Ratio;
import dev.attune.contracts.settings.group.GroupMethod.Reduction;

/**
 * Policy gradients without a value function: each prompt is answered several times, and an answer is compared with the others
 * to its prompt. GRPO (Shao et al. 2024, arXiv:2402.03300), Dr. GRPO (Liu et al. 2025, arXiv:2503.20783), DAPO (Yu et al.
 * 2025, arXiv:2503.14476) and RLOO (Ahmadian et al. 2024, arXiv:2402.14740) are four sets of values of the first settings.
 *
 * <p>Groups exist for readers of the code: in JSON their fields are fields of the configuration itself.
 */
public record GroupConfig(
        @JsonUnwrapped GroupMethod method,
        @JsonUnwrapped GroupKl kl,
        @JsonUnwrapped GroupRounds rounds,
        @JsonUnwrapped AnswerSettings sampling,
        @JsonUnwrapped GroupPenalties penalties,
        @JsonUnwrapped PolicySettings policy) {

    private static final double GRPO_KL = 0.04;
    private static final double RLOO_KL = 0.05;
    private static final double DAPO_CLIP_HIGH = 0.28;
    private static final int DAPO_DRAWS = 4;

    /** GRPO as in its paper: standardised advantages, each answer weighs the same, k3 in the loss. */
    public static GroupConfig grpo() {
        return of(
                new GroupMethod(
                        Advantage.STANDARDISED, Ratio.TOKEN, Reduction.PER_ANSWER, GroupMethod.CLIP, GroupMethod.CLIP),
                GroupKl.inLoss(GRPO_KL),
                1);
    }

    /** GRPO without what favours long wrong answers and easy prompts: neither lengths nor deviations divide. */
    public static GroupConfig drGrpo() {
        return of(
                new GroupMethod(Advantage.CENTRED, Ratio.TOKEN, Reduction.CONSTANT, GroupMethod.CLIP, GroupMethod.CLIP),
                GroupKl.inLoss(0),
                1);
    }

    /** GRPO with each token weighing the same, room upwards, and prompts that teach something. */
    public static GroupConfig dapo() {
        return of(
                new GroupMethod(
                        Advantage.STANDARDISED, Ratio.TOKEN, Reduction.PER_TOKEN, GroupMethod.CLIP, DAPO_CLIP_HIGH),
                GroupKl.inLoss(0),
                DAPO_DRAWS);
    }

    /** Leave-one-out baseline, the ratio of whole answers, and the KL in the reward. */
    public static GroupConfig rloo() {
        return of(
                new GroupMethod(
                        Advantage.LEAVE_ONE_OUT,
                        Ratio.ANSWER,
                        Reduction.PER_ANSWER,
                        GroupMethod.CLIP,
                        GroupMethod.CLIP),
                GroupKl.inReward(RLOO_KL),
                1);
    }

    private static GroupConfig of(GroupMethod method, GroupKl kl, int samplingRounds) {
        return new GroupConfig(
                method,
                kl,
                GroupRounds.sampling(samplingRounds),
                AnswerSettings.defaults(),
                GroupPenalties.defaults(),
                PolicySettings.defaults());
    }
}
