package dev.attune.reward;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/** In which order pairs are trained, and how a batch is cut so that memory stays bounded. */
final class BatchPlan {

    /** Pairs of this many batches are sorted by length among each other: little padding, still a random order. */
    private static final int WINDOW_BATCHES = 16;

    private BatchPlan() {}

    /** The batches of one epoch: every pair once, shuffled by seed and epoch, of similar length within a batch. */
    static List<List<EncodedPair>> epoch(List<EncodedPair> pairs, int batchPairs, long seed, int epoch) {
        RandomGenerator random = new SplittableRandom(seed * 1_000_003 + epoch);
        List<EncodedPair> shuffled = new ArrayList<>(pairs);
        Collections.shuffle(shuffled, random);
        List<List<EncodedPair>> batches = new ArrayList<>();
        int window = batchPairs * WINDOW_BATCHES;
        for (int from = 0; from < shuffled.size(); from += window) {
            List<EncodedPair> sorted = shuffled.subList(from, Math.min(from + window, shuffled.size())).stream()
                    .sorted(Comparator.comparingInt(EncodedPair::length))
                    .toList();
            for (int i = 0; i < sorted.size(); i += batchPairs) {
                batches.add(sorted.subList(i, Math.min(i + batchPairs, sorted.size())));
            }
        }
        Collections.shuffle(batches, random);
        return batches;
    }

    /**
     * Cuts a list into parts whose padded token matrices (two rows for each pair) hold at most {@code maximumTokens},
     * or one pair. The parts are in order of length.
     */
    static List<List<EncodedPair>> parts(List<EncodedPair> pairs, int maximumTokens) {
        List<EncodedPair> sorted = pairs.stream()
                .sorted(Comparator.comparingInt(EncodedPair::length).reversed())
                .toList();
        List<List<EncodedPair>> parts = new ArrayList<>();
        int from = 0;
        while (from < sorted.size()) {
            int perPair = 2 * sorted.get(from).length();
            int count = Math.clamp(maximumTokens / perPair, 1, sorted.size() - from);
            parts.add(sorted.subList(from, from + count));
            from += count;
        }
        return parts;
    }
}
