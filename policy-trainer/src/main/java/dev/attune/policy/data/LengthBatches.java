package dev.attune.policy.data;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.ToIntFunction;
import java.util.random.RandomGenerator;

import dev.attune.policy.ground.Seeds;

/** In which order examples are trained, and how a batch is cut so that memory stays bounded. */
public final class LengthBatches {

    /** Examples of this many batches are sorted by length among each other: little padding, still a random order. */
    private static final int WINDOW_BATCHES = 16;

    private LengthBatches() {}

    /** The batches of one epoch: every example once, in an order of the seed and the epoch, of like length within a batch. */
    public static <T> List<List<T>> epoch(List<T> data, ToIntFunction<T> length, int batchSize, long seed, int epoch) {
        RandomGenerator random = new SplittableRandom(Seeds.derive(seed, epoch));
        List<T> shuffled = new ArrayList<>(data);
        Collections.shuffle(shuffled, random);
        List<List<T>> batches = new ArrayList<>();
        int window = batchSize * WINDOW_BATCHES;
        for (int from = 0; from < shuffled.size(); from += window) {
            List<T> sorted = shuffled.subList(from, Math.min(from + window, shuffled.size())).stream()
                    .sorted(Comparator.comparingInt(length))
                    .toList();
            for (int i = 0; i < sorted.size(); i += batchSize) {
                batches.add(sorted.subList(i, Math.min(i + batchSize, sorted.size())));
            }
        }
        Collections.shuffle(batches, random);
        return batches;
    }

    /** Cuts a batch, longest first, into parts whose padded rectangles hold at most {@code maximumTokens}, or one example. */
    public static <T> List<List<T>> parts(List<T> batch, ToIntFunction<T> length, int maximumTokens) {
        List<T> longestFirst = batch.stream()
                .sorted(Comparator.comparingInt(length).reversed())
                .toList();
        List<List<T>> parts = new ArrayList<>();
        int from = 0;
        while (from < longestFirst.size()) {
            int most = maximumTokens / Math.max(1, length.applyAsInt(longestFirst.get(from)));
            int count = Math.clamp(most, 1, longestFirst.size() - from);
            parts.add(longestFirst.subList(from, from + count));
            from += count;
        }
        return parts;
    }
}
