package dev.attune.policy.direct;

import java.util.List;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;

import dev.attune.lm.layer.Adapter;
import dev.attune.lm.model.LanguageModel;
import dev.attune.lm.torch.Autograd;
import dev.attune.policy.data.LengthBatches;
import dev.attune.policy.direct.PairNumbers.Side;

import static dev.attune.lm.torch.Operators.narrow;

/**
 * Forward and backward passes over pairs, cut into parts of bounded memory. A batch's loss is the mean weighted by the pairs'
 * weights over the whole batch, however it is cut.
 *
 * @param adapter what is on the model while it trains
 * @param passTokens padded tokens of one part, unless a single pair is longer
 */
record PreferencePass(LanguageModel model, Adapter adapter, PreferenceObjective objective, int passTokens) {

    /**
     * What a batch came to.
     *
     * @param referencePoint KTO's z; 0 for other losses
     */
    record Result(PairNumbers numbers, double referencePoint) {}

    /** Adds the gradient of the batch's loss to what trains. */
    Result backward(List<ReferencedPair> batch) {
        return run(batch, true);
    }

    /** The loss of pairs, without gradients. KTO's z is then that of all of them together. */
    Result evaluate(List<ReferencedPair> pairs) {
        return run(pairs, false);
    }

    private Result run(List<ReferencedPair> batch, boolean recorded) {
        double z = objective.needsMismatched() ? referencePoint(batch) : 0;
        double weight = batch.stream().mapToDouble(PreferencePass::weight).sum();
        PairNumbers numbers = PairNumbers.NONE;
        for (List<ReferencedPair> part : parts(batch)) {
            numbers = numbers.plus(recorded ? learn(part, z, weight) : look(part, z, weight));
        }
        return new Result(numbers, z);
    }

    /** An answer by itself counts half of a pair, so that a batch's loss is the mean over answers. */
    private static double weight(ReferencedPair pair) {
        return pair.pair().weight() * pair.pair().answers() / 2;
    }

    private PairNumbers learn(List<ReferencedPair> part, double z, double totalWeight) {
        try (NDManager step = model.newStep();
                Autograd.Scope on = Autograd.on()) {
            PairRows.Recorded pass = rows(step, part).record(model.transformer(), adapter);
            NDArray loss = loss(step, part, pass.logProbs(), z, totalWeight);
            Autograd.backward(loss);
            pass.backward();
            return numbers(part, pass.logProbs().toFloatArray(), loss.getFloat());
        }
    }

    private PairNumbers look(List<ReferencedPair> part, double z, double totalWeight) {
        try (NDManager step = model.newStep();
                Autograd.Scope off = Autograd.off()) {
            NDArray logProbs = rows(step, part).logProbs(model.transformer(), adapter);
            float loss = loss(step, part, logProbs, z, totalWeight).getFloat();
            return numbers(part, logProbs.toFloatArray(), loss);
        }
    }

    /** This part's share of the batch's loss, a scalar, for log-probabilities (2N). */
    private NDArray loss(NDManager step, List<ReferencedPair> part, NDArray logProbs, double z, double totalWeight) {
        int n = part.size();
        PreferenceObjective.Pairs pairs = new PreferenceObjective.Pairs(
                narrow(logProbs, 0, 0, n),
                narrow(logProbs, 0, n, n),
                column(step, part, pair -> pair.chosen()),
                column(step, part, pair -> pair.rejected()),
                column(step, part, pair -> pair.pair().chosen().length),
                column(step, part, pair -> pair.pair().rejected().length),
                step.create((float) z),
                part.stream().allMatch(pair -> pair.pair().probability() == 1)
                        ? null
                        : column(step, part, pair -> pair.pair().probability()));
        NDArray shares = column(step, part, pair -> weight(pair) / totalWeight);
        return objective.perPair(pairs).mul(shares).sum();
    }

    /** KTO's z over the whole batch: the mean log-ratio of answers under a prompt that is not theirs, at least 0. */
    private double referencePoint(List<ReferencedPair> batch) {
        List<ReferencedPair> mismatched =
                batch.stream().map(pair -> pair.mismatched().orElseThrow()).toList();
        double sum = 0;
        for (List<ReferencedPair> part : parts(mismatched)) {
            try (NDManager step = model.newStep()) {
                float[] logProbs =
                        rows(step, part).logProbs(model.transformer(), adapter).toFloatArray();
                for (int i = 0; i < part.size(); i++) {
                    sum += logProbs[i] - part.get(i).chosen(); // 0 - 0 where a side is empty
                    sum += logProbs[part.size() + i] - part.get(i).rejected();
                }
            }
        }
        int answers =
                mismatched.stream().mapToInt(pair -> pair.pair().answers()).sum();
        return Math.max(0, sum / answers);
    }

    private PairNumbers numbers(List<ReferencedPair> part, float[] logProbs, double loss) {
        PairNumbers sum = PairNumbers.ofLoss(loss);
        for (int i = 0; i < part.size(); i++) {
            ReferencedPair pair = part.get(i);
            EncodedPair tokens = pair.pair();
            double chosen = logProbs[i];
            double rejected = logProbs[part.size() + i];
            Side better = tokens.hasChosen()
                    ? Side.of(objective.reward(chosen, pair.chosen(), tokens.chosen().length), chosen)
                    : Side.NONE;
            Side worse = tokens.hasRejected()
                    ? Side.of(objective.reward(rejected, pair.rejected(), tokens.rejected().length), rejected)
                    : Side.NONE;
            sum = sum.plus(PairNumbers.of(better, worse, chosen - pair.chosen() + rejected - pair.rejected()));
        }
        return sum;
    }

    private List<List<ReferencedPair>> parts(List<ReferencedPair> pairs) {
        return LengthBatches.parts(pairs, ReferencedPair::length, passTokens);
    }

    private static PairRows rows(NDManager step, List<ReferencedPair> part) {
        return PairRows.of(step, part.stream().map(ReferencedPair::pair).toList());
    }

    /** A number of a pair. */
    @FunctionalInterface
    private interface Number {
        double of(ReferencedPair pair);
    }

    private static NDArray column(NDManager step, List<ReferencedPair> part, Number number) {
        float[] values = new float[part.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) number.of(part.get(i));
        }
        return step.create(values);
    }
}
