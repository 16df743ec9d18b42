package dev.attune.reward.train;

import java.util.Arrays;
import java.util.List;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import org.jspecify.annotations.Nullable;

import dev.attune.lm.torch.Operators;
import dev.attune.reward.encode.PromptGroup.Comparison;
import dev.attune.reward.loss.BradleyTerry;
import dev.attune.reward.loss.Davidson;

/**
 * The training loss of comparisons, for each head of an ensemble: {@link BradleyTerry} (with margin, soft and smoothed labels), or
 * {@link Davidson} where ties are learned from, and centring (Eisenstein et al. 2023, arXiv 2312.09244, as in TRL):
 *
 * <pre>
 * L = sum_h sum_i w_i b_ih (l_ih + c (first_ih + second_ih)^2) / (heads * sum_i w_i)
 * </pre>
 *
 * <p>with w the weights, b the bootstrap's counts (1 for a single head), and the sums over the whole batch.
 *
 * <p>A decided comparison of probability p counts p as it was decided and 1 - p as its opposite; smoothing by e makes that
 * {@code p (1 - e) + (1 - p) e}.
 *
 * @param soft whether p is the comparison's; otherwise it is 1
 * @param smoothing e
 * @param centring c
 * @param logTies log of Davidson's tie parameter (1), which may be trained; null for Bradley-Terry
 */
public record ComparisonLoss(
        boolean soft,
        double smoothing,
        double centring,
        @Nullable NDArray logTies) {

    /**
     * What the comparisons of a part of a batch add to the batch's loss.
     *
     * @param first (N, heads) scores
     * @param second (N, heads) scores
     * @param comparisons N of them
     * @param counts (N, heads): the bootstrap's
     * @param total sum of the weights of the whole batch
     * @return a scalar of float32
     */
    public NDArray of(NDArray first, NDArray second, List<Comparison> comparisons, NDArray counts, double total) {
        NDManager memory = first.getManager();
        long heads = first.getShape().get(1);
        NDArray margins = column(
                memory, comparisons.stream().mapToDouble(Comparison::margin).toArray());
        NDArray weights = column(
                memory, comparisons.stream().mapToDouble(Comparison::weight).toArray());
        NDArray difference = first.sub(second).sub(margins); // (N, heads)
        NDArray each =
                logTies == null ? bradleyTerry(difference, comparisons) : davidson(difference, logTies, comparisons);
        if (centring > 0) {
            NDArray sum = first.add(second);
            each = each.add(Operators.times(sum.mul(sum), centring));
        }
        return Operators.times(each.mul(counts).mul(weights).sum(), 1 / (total * heads));
    }

    /** softplus(-d) + o d with o the opposite's share, see {@link BradleyTerry}. */
    private NDArray bradleyTerry(NDArray difference, List<Comparison> comparisons) {
        NDArray each = Activation.softPlus(difference.neg());
        double[] opposite = comparisons.stream().mapToDouble(this::opposite).toArray();
        if (Arrays.stream(opposite).allMatch(share -> share == 0)) {
            return each;
        }
        return each.add(difference.mul(column(difference.getManager(), opposite)));
    }

    private double opposite(Comparison comparison) {
        double mistaken = soft ? 1 - comparison.pair().probability() : 0;
        return mistaken + smoothing * (1 - 2 * mistaken);
    }

    /** Minus the logarithm of what happened, as one of three: first better, second better, tie. */
    private NDArray davidson(NDArray difference, NDArray ties, List<Comparison> comparisons) {
        NDManager memory = difference.getManager();
        NDArray half = Operators.times(difference, 0.5); // (N, heads)
        NDArray tie = ties.broadcast(half.getShape());
        NDArray scores = NDArrays.stack(new NDList(half, half.neg(), tie), 2); // (N, heads, 3)
        float[] happened = new float[comparisons.size() * 3];
        for (int i = 0; i < comparisons.size(); i++) {
            boolean decisive = comparisons.get(i).pair().isDecisive();
            double opposite = opposite(comparisons.get(i));
            happened[3 * i] = decisive ? (float) (1 - opposite) : 0;
            happened[3 * i + 1] = decisive ? (float) opposite : 0;
            happened[3 * i + 2] = decisive ? 0 : 1;
        }
        NDArray targets = memory.create(happened, new Shape(comparisons.size(), 1, 3));
        return Operators.logSoftmax(scores, 2).mul(targets).sum(new int[] {2}).neg(); // (N, heads)
    }

    private static NDArray column(NDManager memory, double[] values) {
        float[] column = new float[values.length];
        for (int i = 0; i < column.length; i++) {
            column[i] = (float) values[i];
        }
        return memory.create(column, new Shape(column.length, 1));
    }
}
