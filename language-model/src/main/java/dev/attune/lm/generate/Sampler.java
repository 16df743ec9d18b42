package dev.attune.lm.generate;

import java.util.List;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;

import static dev.attune.lm.torch.Operators.countNotAbove;
import static dev.attune.lm.torch.Operators.cumulativeSum;
import static dev.attune.lm.torch.Operators.gather;
import static dev.attune.lm.torch.Operators.logSoftmax;
import static dev.attune.lm.torch.Operators.narrow;

/**
 * Chooses one token for each row of scores. The only randomness is one uniform number per row, which picks a place on the
 * row's cumulated probabilities: a row's choice does not depend on its neighbours.
 */
final class Sampler {
    private static final int FIRST_NUCLEUS = 256;
    private static final int NUCLEUS_GROWTH = 8;

    private final SamplingSettings settings;
    private final List<Integer> ends;

    Sampler(SamplingSettings settings, List<Integer> ends) {
        this.settings = settings;
        this.ends = ends;
    }

    /**
     * @param tokens (R) of int64
     * @param logProbabilities (R) under the model at temperature 1
     * @param samplingLogProbabilities (R) under the distribution drawn from
     */
    record Choice(NDArray tokens, NDArray logProbabilities, NDArray samplingLogProbabilities) {}

    /**
     * @param logits (R, V) of float32
     * @param uniform one number in [0, 1) for each row
     * @param mayEnd whether the end-of-sequence token may be chosen
     */
    Choice choose(NDArray logits, float[] uniform, boolean mayEnd) {
        NDArray policy = logSoftmax(logits, -1); // (R, V)
        NDArray allowed = mayEnd ? logits : withoutEnd(logits);
        if (settings.temperature() == 0) {
            NDArray best = allowed.argMax(-1); // (R)
            return new Choice(best, at(policy, best), best.zerosLike().toType(DataType.FLOAT32, false));
        }
        NDArray log = settings.temperature() == 1 && mayEnd
                ? policy
                : logSoftmax(allowed.div(settings.temperature()), -1); // (R, V)
        NDArray probabilities = filtered(log.exp()); // (R, V), not summing to 1
        NDArray rising = cumulativeSum(probabilities, -1); // (R, V)
        NDArray total = narrow(rising, -1, rising.getShape().get(1) - 1, 1); // (R, 1)
        NDArray places = logits.getManager()
                .create(uniform, new Shape(uniform.length, 1))
                .mul(total);
        NDArray tokens = countNotAbove(rising, places).squeeze(-1); // (R)
        requireFinite(total);
        NDArray sampling = at(probabilities, tokens).div(total.squeeze(-1)).log();
        return new Choice(tokens, at(policy, tokens), sampling);
    }

    private NDArray withoutEnd(NDArray logits) {
        NDManager manager = logits.getManager();
        float[] penalty = new float[(int) logits.getShape().get(1)];
        ends.forEach(end -> penalty[end] = Float.NEGATIVE_INFINITY);
        return logits.add(manager.create(penalty, new Shape(1, penalty.length)));
    }

    /** Sets to 0 what top-k and top-p leave out; ties with the last kept probability stay. */
    private NDArray filtered(NDArray probabilities) {
        int vocabulary = (int) probabilities.getShape().get(1);
        boolean limited = settings.topK() > 0 && settings.topK() < vocabulary;
        if (!limited && settings.topP() == 1) {
            return probabilities;
        }
        NDArray threshold =
                limited ? threshold(probabilities, settings.topK(), true) : nucleusThreshold(probabilities, vocabulary);
        NDArray kept = probabilities.gte(threshold).toType(DataType.FLOAT32, false);
        return probabilities.mul(kept);
    }

    /** The nucleus is small as a rule: look among a few likeliest tokens first, and at more only where they fall short. */
    private NDArray nucleusThreshold(NDArray probabilities, int vocabulary) {
        int candidates = Math.min(FIRST_NUCLEUS, vocabulary);
        while (candidates < vocabulary) {
            NDArray covered =
                    probabilities.topK(candidates, -1, true, false).get(0).sum(new int[] {-1});
            if (covered.min().getFloat() >= settings.topP()) {
                break;
            }
            candidates = Math.min(vocabulary, candidates * NUCLEUS_GROWTH);
        }
        return threshold(probabilities, candidates, false);
    }

    /** The smallest kept probability (R, 1) when the {@code candidates} likeliest are cut at top-p. */
    private NDArray threshold(NDArray probabilities, int candidates, boolean renormalise) {
        NDArray sorted = probabilities.topK(candidates, -1, true, true).get(0); // (R, C) falling
        NDArray rising = cumulativeSum(sorted, -1);
        NDArray total = renormalise
                ? narrow(rising, -1, candidates - 1L, 1)
                : rising.getManager().create(1f);
        NDArray before = rising.sub(sorted).div(total); // probability of all likelier ones
        NDArray kept =
                before.lt((float) settings.topP()).toType(DataType.INT64, false).sum(new int[] {-1}, true);
        return gather(sorted, -1, kept.sub(1L)); // (R, 1)
    }

    private static NDArray at(NDArray matrix, NDArray columns) {
        return gather(matrix, -1, columns.expandDims(-1)).squeeze(-1);
    }

    private static void requireFinite(NDArray totals) {
        for (float total : totals.toFloatArray()) {
            if (!(total > 0) || Float.isInfinite(total)) {
                throw new IllegalStateException(
                        "The model's scores are not numbers; its weights are damaged or have diverged.");
            }
        }
    }
}
