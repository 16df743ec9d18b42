package dev.attune.lm.generate;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import org.jspecify.annotations.Nullable;

import dev.attune.lm.torch.Tensors;

import static dev.attune.lm.torch.Operators.logSoftmax;
import static dev.attune.lm.torch.Operators.narrow;
import static dev.attune.lm.torch.Operators.softmax;
import static dev.attune.lm.torch.Operators.times;

/**
 * Chooses one token for each row of scores. The only randomness is one uniform number per row, which picks a place on the
 * row's cumulated probabilities: a row's choice does not depend on its neighbours.
 */
final class Sampler {
    private static final int BLOCK = 256;

    private final SamplingSettings settings;
    private final List<Integer> ends;
    private final int known;
    private final Nucleus nucleus;

    /** @param known tokens that the tokenizer has: an embedding may have more rows, which are never chosen */
    Sampler(SamplingSettings settings, List<Integer> ends, int known) {
        this.known = known;
        this.settings = settings;
        this.ends = ends;
        this.nucleus = new Nucleus(settings);
    }

    /** Adds a token to each of {@code rows}, for scores (R, V) of float32, which are overwritten. */
    void choose(NDArray anywhere, List<Row> rows) {
        NDArray logits = anywhere.toDevice(Device.cpu(), false);
        if (isPlain(rows)) {
            Draw[] plain = draw(logits, uniform(rows));
            if (Arrays.stream(plain).allMatch(draw -> draw.token() < known)) {
                addAll(rows, plain, null, 0);
                return;
            }
        }
        MemorySegment policy = Tensors.bytes(logSoftmax(logits, -1));
        MemorySegment scores = Tensors.bytes(logits);
        int vocabulary = (int) logits.getShape().get(1);
        for (int row = 0; row < rows.size(); row++) {
            adjust(scores, (long) row * vocabulary, vocabulary, rows.get(row));
        }
        Draw[] draws =
                settings.temperature() == 0 ? likeliest(scores, rows.size(), vocabulary) : draw(logits, uniform(rows));
        addAll(rows, draws, policy, vocabulary);
    }

    /** Whether the distribution drawn from is the model's own: then one softmax is enough. */
    private boolean isPlain(List<Row> rows) {
        return settings.temperature() == 1
                && !settings.isFiltered()
                && settings.repetitionPenalty() == 1
                && settings.badWords().isEmpty()
                && rows.stream().noneMatch(Row::mustGoOn);
    }

    private static double[] uniform(List<Row> rows) {
        return rows.stream().mapToDouble(Row::nextUniform).toArray();
    }

    private static void addAll(List<Row> rows, Draw[] draws, @Nullable MemorySegment policy, long vocabulary) {
        for (int row = 0; row < draws.length; row++) {
            Draw draw = draws[row];
            double logProbability =
                    policy == null ? draw.logProbability() : at(policy, row * vocabulary + draw.token());
            if (!Double.isFinite(logProbability)) {
                throw notNumbers();
            }
            rows.get(row).add(draw.token(), logProbability, draw.logProbability());
        }
    }

    /** A token and its log-probability under the distribution that it was drawn from. */
    record Draw(int token, double logProbability) {}

    private void adjust(MemorySegment scores, long start, int vocabulary, Row row) {
        for (int token = known; token < vocabulary; token++) {
            set(scores, start + token, Float.NEGATIVE_INFINITY);
        }
        BitSet seen = row.seen();
        if (seen != null) {
            float penalty = (float) settings.repetitionPenalty();
            for (int token = seen.nextSetBit(0); token >= 0; token = seen.nextSetBit(token + 1)) {
                float score = at(scores, start + token);
                set(scores, start + token, score < 0 ? score * penalty : score / penalty);
            }
        }
        for (List<Integer> word : settings.badWords()) {
            if (row.wouldComplete(word)) {
                set(scores, start + word.getLast(), Float.NEGATIVE_INFINITY);
            }
        }
        if (row.mustGoOn()) {
            ends.forEach(end -> set(scores, start + end, Float.NEGATIVE_INFINITY));
        }
    }

    private static Draw[] likeliest(MemorySegment scores, int rows, int vocabulary) {
        Draw[] draws = new Draw[rows];
        for (int row = 0; row < rows; row++) {
            long start = (long) row * vocabulary;
            int best = 0;
            float highest = at(scores, start);
            for (int token = 1; token < vocabulary; token++) {
                float score = at(scores, start + token);
                if (score > highest) {
                    highest = score;
                    best = token;
                }
            }
            draws[row] = new Draw(best, 0);
        }
        return draws;
    }

    /** For scores (R, V) of float32 and a number in [0, 1) for each row. */
    Draw[] draw(NDArray logits, double[] uniform) {
        NDArray scaled = settings.temperature() == 1 ? logits : times(logits, 1 / settings.temperature());
        NDArray probabilities = softmax(scaled, -1); // (R, V)
        return settings.isFiltered() ? nucleus.draw(probabilities, uniform) : unfiltered(probabilities, uniform);
    }

    /** First the block of tokens, by the blocks' sums, then the token in it. */
    private static Draw[] unfiltered(NDArray probabilities, double[] uniform) {
        long vocabulary = probabilities.getShape().get(1);
        long blocks = vocabulary / BLOCK;
        MemorySegment all = Tensors.bytes(probabilities);
        MemorySegment sums = blocks == 0 ? null : blockSums(probabilities, blocks);
        Draw[] draws = new Draw[uniform.length];
        for (int row = 0; row < draws.length; row++) {
            draws[row] = drawRow(all, (long) row * vocabulary, vocabulary, sums, row * blocks, uniform[row]);
        }
        return draws;
    }

    private static MemorySegment blockSums(NDArray probabilities, long blocks) {
        NDArray whole = narrow(probabilities, 1, 0, blocks * BLOCK);
        return Tensors.bytes(
                whole.reshape(probabilities.getShape().get(0), blocks, BLOCK).sum(new int[] {-1}));
    }

    private static Draw drawRow(
            MemorySegment all,
            long start,
            long vocabulary,
            @Nullable MemorySegment sums,
            long sumStart,
            double uniform) {
        int blocks = (int) (vocabulary / BLOCK);
        double tail = 0;
        for (long token = (long) blocks * BLOCK; token < vocabulary; token++) {
            tail += at(all, start + token);
        }
        double total = tail;
        for (int block = 0; sums != null && block < blocks; block++) {
            total += at(sums, sumStart + block);
        }
        if (!(total > 0) || Double.isInfinite(total)) {
            throw notNumbers();
        }
        double place = uniform * total;
        int block = 0;
        while (sums != null && block < blocks && place >= at(sums, sumStart + block)) {
            place -= at(sums, sumStart + block++);
        }
        return inBlock(all, start, (long) block * BLOCK, Math.min(vocabulary, (block + 1L) * BLOCK), place, total);
    }

    /** The token where the cumulated probability passes {@code place}; rounding may leave it just behind the last one. */
    private static Draw inBlock(MemorySegment all, long start, long from, long to, double place, double total) {
        double rising = 0;
        long chosen = -1;
        for (long token = from; token < to && (chosen < 0 || rising <= place); token++) {
            double probability = at(all, start + token);
            if (probability > 0) {
                chosen = token;
                rising += probability;
            }
        }
        if (chosen < 0) {
            return inBlock(all, start, 0, to, Double.MAX_VALUE, total); // an empty tail: the last token of all
        }
        return new Draw((int) chosen, Math.log(at(all, start + chosen) / total));
    }

    static IllegalStateException notNumbers() {
        return new IllegalStateException(
                "The model's scores are not numbers; its weights are damaged or have diverged.");
    }

    private static float at(MemorySegment numbers, long index) {
        return numbers.getAtIndex(ValueLayout.JAVA_FLOAT, index);
    }

    private static void set(MemorySegment numbers, long index, float value) {
        numbers.setAtIndex(ValueLayout.JAVA_FLOAT, index, value);
    }
}
