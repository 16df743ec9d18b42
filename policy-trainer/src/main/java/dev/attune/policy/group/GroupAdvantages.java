package dev.attune.policy.group;

import ai.djl.ndarray.NDArray;

import dev.attune.policy.estimator.Variance;

/** How much better an answer is than the others to the same prompt: rewards (P, G) of G answers to each of P prompts. */
public final class GroupAdvantages {

    private static final int[] GROUP = {1};

    private GroupAdvantages() {}

    /**
     * {@code (r - mean) / (deviation + epsilon)} within each group (Shao et al. 2024, GRPO, arXiv:2402.03300, section
     * 4.1.2). TRL divides the variance by G - 1 and takes epsilon 1e-4, OpenRLHF 1e-9.
     *
     * @return (P, G); 0 where all answers of a group have the same reward
     */
    public static NDArray standardised(NDArray rewards, Variance kind, double epsilon) {
        NDArray centred = centred(rewards);
        long size = rewards.getShape().get(1);
        double divisor = kind == Variance.BIASED ? size : Math.max(1, size - 1);
        NDArray deviation =
                centred.square().sum(GROUP, true).div((float) divisor).sqrt();
        return centred.div(deviation.add((float) epsilon));
    }

    /** {@code r - mean} within each group (Liu et al. 2025, Dr. GRPO, arXiv:2503.20783): easy prompts are not blown up. */
    public static NDArray centred(NDArray rewards) {
        return rewards.sub(rewards.mean(GROUP, true));
    }

    /**
     * {@code r_i - mean of the others' r} within each group of at least two (Ahmadian et al. 2024, RLOO, arXiv:2402.14740,
     * equation 9); that is {@code G / (G - 1)} times {@link #centred}.
     */
    public static NDArray leaveOneOut(NDArray rewards) {
        long size = rewards.getShape().get(1);
        if (size < 2) {
            throw new IllegalArgumentException("Leave-one-out needs at least two answers to each prompt.");
        }
        return centred(rewards).mul((float) size / (size - 1));
    }
}
