package dev.attune.policy.ppo;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;

import dev.attune.contracts.settings.ppo.PpoAdvantage;
import dev.attune.contracts.settings.ppo.PpoConfig;
import dev.attune.contracts.settings.ppo.PpoLossConfig;
import dev.attune.policy.data.LengthGroups;
import dev.attune.policy.estimator.Masked;
import dev.attune.policy.rollout.Rollout;
import dev.attune.policy.rollout.Trajectory;

/**
 * The answers of one optimiser step, with what each of their tokens teaches and counts: weights add up to 1, so that parts of
 * a step give the same gradient however they are cut.
 */
record Minibatch(List<Item> items) {

    /**
     * One answer.
     *
     * @param advantages (T)
     * @param returns as many as the answer has values
     * @param tokenWeight what each of its tokens counts in the policy's loss
     * @param valueWeight what each of its values counts in the values' loss
     */
    @SuppressWarnings("ArrayRecordComponent") // handed over, never compared
    record Item(Trajectory answer, float[] advantages, float[] returns, float tokenWeight, float valueWeight) {

        float[] tokenWeights() {
            return filled(answer.length(), tokenWeight);
        }

        float[] valueWeights() {
            return filled(answer.values().length, valueWeight);
        }

        private static float[] filled(int length, float value) {
            float[] filled = new float[length];
            Arrays.fill(filled, value);
            return filled;
        }
    }

    Minibatch {
        items = List.copyOf(items);
    }

    /**
     * The answers in {@code rows} of a rollout; advantages are whitened over them if advantage.whitening says so.
     *
     * @param advantages of all answers of the rollout
     * @param returns of all answers of the rollout
     */
    static Minibatch of(
            PpoConfig config, Rollout rollout, float[][] advantages, float[][] returns, List<Integer> rows) {
        boolean perAnswer = config.details().loss().reduction() == PpoLossConfig.Reduction.ANSWERS;
        List<Trajectory> answers =
                rows.stream().map(row -> rollout.answers().get(row)).toList();
        double tokens = answers.stream().mapToInt(Trajectory::length).sum();
        double values =
                answers.stream().mapToInt(answer -> answer.values().length).sum();
        List<float[]> own = rows.stream().map(row -> advantages[row]).toList();
        if (config.details().advantage().whitening() == PpoAdvantage.Whitening.MINIBATCH) {
            own = whitened(config, own);
        }
        List<Item> items = new ArrayList<>();
        for (int i = 0; i < answers.size(); i++) {
            Trajectory answer = answers.get(i);
            items.add(new Item(
                    answer,
                    own.get(i),
                    returns[rows.get(i)],
                    (float) (perAnswer ? 1.0 / rows.size() / answer.length() : 1 / tokens),
                    (float) (perAnswer ? 1.0 / rows.size() / answer.values().length : 1 / values)));
        }
        return new Minibatch(items);
    }

    /** The answers in groups of like length, of at most loss.microBatch each. */
    List<List<Item>> parts(PpoConfig config) {
        List<Integer> rows = IntStream.range(0, items.size()).boxed().toList();
        int most = config.details().loss().microBatch();
        return LengthGroups.of(rows, this::sequenceLength, most).stream()
                .map(part -> part.stream().map(items::get).toList())
                .toList();
    }

    /** One row (1, N) of all answers' numbers, one after another. */
    static NDArray joined(NDManager step, List<Item> items, Function<Item, float[]> numbers) {
        float[] all = concatenated(items.stream().map(numbers).toList());
        return step.create(all).expandDims(0);
    }

    private static List<float[]> whitened(PpoConfig config, List<float[]> advantages) {
        try (NDManager step = NDManager.newBaseManager()) {
            NDArray all = step.create(concatenated(advantages)).expandDims(0);
            float[] white = Masked.whiten(all, all.onesLike(), Targets.variance(config), true)
                    .toFloatArray();
            List<float[]> parts = new ArrayList<>();
            int from = 0;
            for (float[] answer : advantages) {
                parts.add(Arrays.copyOfRange(white, from, from + answer.length));
                from += answer.length;
            }
            return parts;
        }
    }

    private static float[] concatenated(List<float[]> parts) {
        float[] all = new float[parts.stream().mapToInt(part -> part.length).sum()];
        int at = 0;
        for (float[] part : parts) {
            System.arraycopy(part, 0, all, at, part.length);
            at += part.length;
        }
        return all;
    }

    private int sequenceLength(int row) {
        Trajectory answer = items.get(row).answer();
        return answer.promptTokens().length + answer.length();
    }
}
