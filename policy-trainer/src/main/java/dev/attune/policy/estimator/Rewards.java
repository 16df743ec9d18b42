package dev.attune.policy.estimator;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.index.NDIndex;

/** The reward of every token: what the reward model says at the end, and a price for leaving the reference. */
public final class Rewards {

    private Rewards() {}

    /**
     * The k1 estimator of KL(policy || reference) per token: {@code log pi(a) - log pi_ref(a)}, unbiased under the
     * policy's own samples and of either sign for a single token (Schulman, "Approximating KL divergence", 2020).
     *
     * @return (B, T), meaningless outside the mask
     */
    public static NDArray k1(NDArray logProbs, NDArray referenceLogProbs) {
        return logProbs.sub(referenceLogProbs);
    }

    /** {@code score - penalty} where {@code ended} (B) is 0: an answer that was cut pays for it. */
    public static NDArray penaliseMissingEnd(NDArray scores, NDArray ended, double penalty) {
        return scores.sub(ended.mul(-1).add(1).mul((float) penalty));
    }

    /**
     * {@code r_t = -beta kl_t}, and the score on top at the last real token, which is the end token of an answer that
     * ended (Ziegler et al. 2019, equation 2; Ouyang et al. 2022).
     *
     * @param scores (B), one per answer
     * @param kl (B, T)
     * @return (B, T), 0 outside the mask
     */
    public static NDArray perToken(NDArray scores, NDArray kl, NDArray mask, double beta) {
        return kl.mul((float) -beta)
                .add(scores.expandDims(1).mul(lastToken(mask)))
                .mul(mask);
    }

    /** {@code scores} (B) within {@code -range} and {@code range}; a range of 0 leaves them as they are. */
    public static NDArray clip(NDArray scores, double range) {
        return range == 0 ? scores : scores.clip(-range, range);
    }

    /** Where the score of an answer stands: systems differ by one place, and with them returns and values. */
    public enum Placement {
        /** On the last real token: OpenRLHF, verl, NeMo-RL, trlx. */
        LAST_TOKEN,
        /** One place after the last real token where there is one, else on it: TRL, whose values count there too. */
        AFTER_LAST_TOKEN
    }

    /**
     * The mask of the places that have a reward and a value: the real tokens, and with {@link Placement#AFTER_LAST_TOKEN}
     * the place after them as well (TRL's {@code padding_mask_p1}). Mask (B, T) to (B, T).
     */
    public static NDArray valueMask(NDArray mask, Placement placement) {
        if (placement == Placement.LAST_TOKEN) {
            return mask;
        }
        NDArray first = mask.get(new NDIndex(":, :1")).onesLike();
        return NDArrays.concat(new NDList(first, mask.get(new NDIndex(":, :-1"))), 1);
    }

    /**
     * As {@link #perToken(NDArray, NDArray, NDArray, double)} with the score where {@code placement} says.
     *
     * @return (B, T), 0 outside {@link #valueMask}
     */
    public static NDArray perToken(NDArray scores, NDArray kl, NDArray mask, double beta, Placement placement) {
        NDArray at = lastToken(valueMask(mask, placement));
        return kl.mul(mask).mul((float) -beta).add(scores.expandDims(1).mul(at));
    }

    /** 1 at each answer's last real token, 0 elsewhere: mask (B, T) to (B, T). */
    public static NDArray lastToken(NDArray mask) {
        NDArray none = mask.get(new NDIndex(":, :1")).zerosLike();
        NDArray next = NDArrays.concat(new NDList(mask.get(new NDIndex(":, 1:")), none), 1);
        return mask.mul(next.mul(-1).add(1));
    }
}
