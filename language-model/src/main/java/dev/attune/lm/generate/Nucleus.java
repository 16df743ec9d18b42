package dev.attune.lm.generate;

import java.util.Arrays;
import java.util.stream.IntStream;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import org.jspecify.annotations.Nullable;

import dev.attune.lm.generate.Sampler.Draw;

/**
 * Draws among the tokens that top-k, top-p and min-p leave. They are few as a rule: it looks among the likeliest
 * {@value #FIRST} tokens, and among more where those do not settle what is left out.
 */
final class Nucleus {
    private static final int FIRST = 256;
    private static final int GROWTH = 8;
    private static final int ROOM_FOR_TIES = 64;

    private final SamplingSettings settings;

    Nucleus(SamplingSettings settings) {
        this.settings = settings;
    }

    /** For probabilities (R, V) and a number in [0, 1) for each row. */
    Draw[] draw(NDArray probabilities, double[] uniform) {
        int vocabulary = (int) probabilities.getShape().get(1);
        int candidates = Math.min(vocabulary, Math.max(FIRST, settings.topK() + ROOM_FOR_TIES));
        while (true) {
            Draw[] draws = draw(probabilities, candidates, uniform);
            if (draws != null) {
                return draws;
            }
            candidates = (int) Math.min(vocabulary, (long) candidates * GROWTH);
        }
    }

    /** None if the candidates do not settle it. */
    private Draw @Nullable [] draw(NDArray probabilities, int candidates, double[] uniform) {
        boolean whole = candidates == probabilities.getShape().get(1);
        NDList likeliest = probabilities.topK(candidates, -1, true, true);
        float[] values = likeliest.get(0).toFloatArray();
        long[] tokens = likeliest.get(1).toLongArray();
        Draw[] draws = new Draw[uniform.length];
        for (int row = 0; row < draws.length; row++) {
            int start = row * candidates;
            if (!(values[start] > 0)) {
                throw Sampler.notNumbers();
            }
            int kept = kept(values, start, candidates, whole);
            if (kept == candidates && !whole && values[start + candidates - 1] > 0) {
                return null;
            }
            draws[row] = draw(values, tokens, start, kept, uniform[row]);
        }
        return draws;
    }

    /** How many of the falling probabilities remain; all of them if the candidates are too few to say. */
    private int kept(float[] falling, int start, int candidates, boolean whole) {
        int kept = candidates;
        double total = 1;
        if (settings.topK() > 0 && settings.topK() < candidates) {
            kept = settings.topK();
            while (kept < candidates && falling[start + kept] == falling[start + kept - 1]) {
                kept++;
            }
            if (kept == candidates && !whole) {
                return kept;
            }
            total = IntStream.range(start, start + kept)
                    .mapToDouble(i -> falling[i])
                    .sum();
        }
        kept = nucleus(falling, start, kept, total);
        double least = settings.minP() * falling[start];
        while (falling[start + kept - 1] < least) {
            kept--;
        }
        return kept;
    }

    private int nucleus(float[] falling, int start, int candidates, double total) {
        if (settings.topP() == 1) {
            return candidates;
        }
        double before = 0;
        int kept = 0;
        while (kept < candidates && (kept == 0 || before < settings.topP() * total)) {
            before += falling[start + kept++];
        }
        return kept;
    }

    private static Draw draw(float[] values, long[] tokens, int start, int kept, double uniform) {
        sortTies(values, tokens, start, kept);
        double total =
                IntStream.range(start, start + kept).mapToDouble(i -> values[i]).sum();
        double rising = values[start];
        int chosen = start;
        while (rising <= uniform * total && chosen < start + kept - 1) {
            rising += values[++chosen];
        }
        return new Draw((int) tokens[chosen], Math.log(values[chosen] / total));
    }

    /** Equally likely tokens in the order of their ids, so that the draw does not hang on how they were sorted. */
    private static void sortTies(float[] values, long[] tokens, int start, int kept) {
        int from = start;
        for (int i = start + 1; i <= start + kept; i++) {
            if (i == start + kept || values[i] != values[from]) {
                Arrays.sort(tokens, from, i);
                from = i;
            }
        }
    }
}
