package dev.attune.policy.maths;

import java.util.function.Function;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;

import dev.attune.lm.torch.Autograd;
import dev.attune.policy.direct.DirectLoss;
import dev.attune.policy.direct.KtoLoss;
import dev.attune.policy.direct.OrpoLoss;
import dev.attune.policy.estimator.KlEstimator;
import dev.attune.policy.estimator.Masked;
import dev.attune.policy.estimator.Rewards;
import dev.attune.policy.estimator.Variance;
import dev.attune.policy.group.GroupAdvantages;
import dev.attune.policy.group.GroupLoss;
import dev.attune.policy.group.Reduction;
import dev.attune.policy.ppo.Advantages;
import dev.attune.policy.ppo.KlController;
import dev.attune.policy.ppo.PpoLoss;
import dev.attune.reward.loss.BradleyTerry;

/**
 * The maths of all recipes on plain arrays: what the recipes compute on tensors, for tests, notebooks and other programs.
 *
 * <p>Matrices are [answer][token], all rows of one length; masks are 1 for real tokens and 0 for padding, and every answer has
 * at least one real token. What stands under a 0 never counts. Numbers are float32 within, as in training. Losses are means
 * over real tokens unless a method says otherwise. {@code docs/maths.md} has the formulas, their sources, and an example of each.
 *
 * <p>For gradients, take the classes that this one calls: they work on NDArrays.
 */
public final class TuningMaths {

    private TuningMaths() {}

    /** The KL estimate of each token, 0 for padding. */
    public static float[][] kl(KlEstimator estimator, float[][] logProbs, float[][] referenceLogProbs, float[][] mask) {
        return matrix(m ->
                estimator.of(array(m, logProbs), array(m, referenceLogProbs)).mul(array(m, mask)));
    }

    /** Scores after the penalty of answers that did not end (ended 0), then within -clip and clip; a clip of 0 is none. */
    public static float[] scores(float[] scores, float[] ended, double missingEndPenalty, double clip) {
        return vector(m ->
                Rewards.clip(Rewards.penaliseMissingEnd(m.create(scores), m.create(ended), missingEndPenalty), clip));
    }

    /** {@code -beta kl_t}, and each answer's score where {@code placement} says. */
    public static float[][] rewards(
            float[] scores, float[][] kl, float[][] mask, double beta, Rewards.Placement placement) {
        return matrix(m -> Rewards.perToken(m.create(scores), array(m, kl), array(m, mask), beta, placement));
    }

    /** Generalised advantage estimation, not whitened, 0 for padding; the value after the last real token is 0. */
    public static float[][] advantages(
            float[][] rewards, float[][] values, float[][] mask, double discount, double lambda) {
        return matrix(
                m -> Advantages.generalised(array(m, rewards), array(m, values), array(m, mask), discount, lambda));
    }

    /** {@code advantages + values}, 0 for padding. */
    public static float[][] returns(float[][] advantages, float[][] values, float[][] mask) {
        return matrix(m -> Advantages.returns(array(m, advantages), array(m, values), array(m, mask)));
    }

    /** Deviation 1, and mean 0 where {@code shiftMean} (advantages), else the mean as it was (rewards); 0 for padding. */
    public static float[][] whiten(float[][] numbers, float[][] mask, Variance variance, boolean shiftMean) {
        return matrix(m -> Masked.whiten(array(m, numbers), array(m, mask), variance, shiftMean));
    }

    /** {@code 1 - Var(returns - values) / Var(returns)} over real tokens. */
    public static double explainedVariance(float[][] values, float[][] returns, float[][] mask) {
        return scalar(m -> Advantages.explainedVariance(array(m, values), array(m, returns), array(m, mask)));
    }

    /** PPO's clipped policy loss; {@code dualClip} 0 is none. */
    public static double policyLoss(
            float[][] newLogProbs,
            float[][] oldLogProbs,
            float[][] advantages,
            float[][] mask,
            double clipRange,
            double dualClip) {
        return scalar(m -> PpoLoss.policy(
                        array(m, newLogProbs),
                        array(m, oldLogProbs),
                        array(m, advantages),
                        array(m, mask),
                        clipRange,
                        dualClip,
                        sum(mask))
                .loss());
    }

    /** PPO's clipped value loss, with its factor of one half. */
    public static double valueLoss(
            float[][] newValues, float[][] oldValues, float[][] returns, float[][] mask, double clipRange) {
        return scalar(m -> PpoLoss.value(
                        array(m, newValues),
                        array(m, oldValues),
                        array(m, returns),
                        array(m, mask),
                        clipRange,
                        sum(mask))
                .loss());
    }

    /** The KL coefficient of the next update; a target of 0 keeps it. */
    public static double klCoefficient(double coefficient, double kl, double target, double gain) {
        return KlController.adapted(coefficient, kl, target, gain);
    }

    /** Bradley-Terry over pairs, weighted: a sum over pairs by the sum of the weights. */
    public static double rewardModelLoss(
            double[] chosen, double[] rejected, double[] margins, double[] weights, double labelSmoothing) {
        return BradleyTerry.loss(chosen, rejected, margins, weights, labelSmoothing);
    }

    /**
     * The mean over pairs of a DPO-like loss; log-probabilities are sums over each answer's tokens.
     *
     * @param tokens real tokens of the chosen [0] and rejected [1] answers, for losses on means
     */
    public static double directLoss(
            DirectLoss loss,
            float[] policyChosen,
            float[] policyRejected,
            float[] referenceChosen,
            float[] referenceRejected,
            float[][] tokens) {
        return scalar(m -> {
            NDArray chosen = loss.logRatios(m.create(policyChosen), m.create(referenceChosen), m.create(tokens[0]));
            NDArray rejected =
                    loss.logRatios(m.create(policyRejected), m.create(referenceRejected), m.create(tokens[1]));
            return loss.perPair(chosen, rejected).mean();
        });
    }

    /** KTO's reference point: the mean log-ratio of mismatched prompts and answers, at least 0. */
    public static double ktoReferencePoint(float[] mismatchedLogRatios) {
        return scalar(m -> KtoLoss.referencePoint(m.create(mismatchedLogRatios)));
    }

    /** The mean over answers of KTO's loss; {@code good} is 1 for good answers and 0 for bad ones. */
    public static double ktoLoss(KtoLoss loss, float[] logRatios, float[] good, double referencePoint) {
        return scalar(m -> loss.perAnswer(m.create(logRatios), m.create(good), m.create((float) referencePoint))
                .mean());
    }

    /** The mean over pairs of ORPO's loss; log-probabilities are means over each answer's tokens. */
    public static double orpoLoss(OrpoLoss loss, float[] chosen, float[] rejected) {
        return scalar(m -> loss.perPair(m.create(chosen), m.create(rejected)).mean());
    }

    /** GRPO's advantages of [prompt][answer] rewards. */
    public static float[][] standardisedAdvantages(float[][] rewards, Variance variance, double epsilon) {
        return matrix(m -> GroupAdvantages.standardised(array(m, rewards), variance, epsilon));
    }

    /** Dr. GRPO's advantages of [prompt][answer] rewards: less the group's mean. */
    public static float[][] centredAdvantages(float[][] rewards) {
        return matrix(m -> GroupAdvantages.centred(array(m, rewards)));
    }

    /** RLOO's advantages of [prompt][answer] rewards: less the mean of the group's others. */
    public static float[][] leaveOneOutAdvantages(float[][] rewards) {
        return matrix(m -> GroupAdvantages.leaveOneOut(array(m, rewards)));
    }

    /** GRPO's clipped loss with one advantage for each answer, reduced as {@code reduction} says. */
    public static double groupLoss(
            float[][] newLogProbs,
            float[][] oldLogProbs,
            float[] advantages,
            float[][] mask,
            ClipBounds clip,
            Reduction reduction) {
        return scalar(m -> reduction.of(
                GroupLoss.perToken(
                        array(m, newLogProbs),
                        array(m, oldLogProbs),
                        m.create(advantages),
                        array(m, mask),
                        clip.low(),
                        clip.high()),
                array(m, mask),
                advantages.length));
    }

    /** RLOO's clipped loss: the mean over answers, with the ratio of whole answers. */
    public static double leaveOneOutLoss(
            float[][] newLogProbs, float[][] oldLogProbs, float[] advantages, float[][] mask, ClipBounds clip) {
        return scalar(m -> GroupLoss.perAnswer(
                        array(m, newLogProbs),
                        array(m, oldLogProbs),
                        m.create(advantages),
                        array(m, mask),
                        clip.low(),
                        clip.high())
                .mean());
    }

    /** The ratio stays within {@code 1 - low} and {@code 1 + high}; DAPO's differ. */
    public record ClipBounds(double low, double high) {}

    private static NDArray array(NDManager manager, float[][] rows) {
        int columns = rows[0].length;
        float[] flat = new float[rows.length * columns];
        for (int row = 0; row < rows.length; row++) {
            if (rows[row].length != columns) {
                throw new IllegalArgumentException("Row " + row + " has " + rows[row].length
                        + " numbers, but the first has " + columns + "; pad the rows to one length.");
            }
            System.arraycopy(rows[row], 0, flat, row * columns, columns);
        }
        return manager.create(flat, new Shape(rows.length, columns));
    }

    private static double sum(float[][] mask) {
        double sum = 0;
        for (float[] row : mask) {
            for (float number : row) {
                sum += number;
            }
        }
        return sum;
    }

    private static float[][] matrix(Function<NDManager, NDArray> maths) {
        return calculated(maths, result -> {
            int columns = Math.toIntExact(result.getShape().get(1));
            float[] flat = result.toFloatArray();
            float[][] rows = new float[flat.length / columns][columns];
            for (int row = 0; row < rows.length; row++) {
                System.arraycopy(flat, row * columns, rows[row], 0, columns);
            }
            return rows;
        });
    }

    private static float[] vector(Function<NDManager, NDArray> maths) {
        return calculated(maths, NDArray::toFloatArray);
    }

    private static double scalar(Function<NDManager, NDArray> maths) {
        return calculated(maths, NDArray::getFloat);
    }

    private static <T> T calculated(Function<NDManager, NDArray> maths, Function<NDArray, T> read) {
        try (NDManager manager = NDManager.newBaseManager();
                Autograd.Scope off = Autograd.off()) {
            return read.apply(maths.apply(manager));
        }
    }
}
