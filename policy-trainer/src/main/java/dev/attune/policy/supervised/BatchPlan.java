package dev.attune.policy.supervised;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

import dev.attune.policy.ground.Seeds;

/** In which order conversations are trained, and how a batch is cut so that memory stays bounded. */
final class BatchPlan {

    /** Conversations of this many batches are sorted by length among each other: little padding, still a random order. */
    private static final int WINDOW_BATCHES = 16;

    private BatchPlan() {}

    /** The batches of one epoch: every conversation once, of similar length within a batch. */
    static List<List<EncodedDemonstration>> epoch(
            List<EncodedDemonstration> data, int batchSequences, long seed, int epoch) {
        RandomGenerator random = new SplittableRandom(Seeds.derive(seed, epoch));
        List<EncodedDemonstration> shuffled = new ArrayList<>(data);
        Collections.shuffle(shuffled, random);
        List<List<EncodedDemonstration>> batches = new ArrayList<>();
        int window = batchSequences * WINDOW_BATCHES;
        for (int from = 0; from < shuffled.size(); from += window) {
            List<EncodedDemonstration> sorted =
                    shuffled.subList(from, Math.min(from + window, shuffled.size())).stream()
                            .sorted(Comparator.comparingInt(EncodedDemonstration::length))
                            .toList();
            for (int i = 0; i < sorted.size(); i += batchSequences) {
                batches.add(sorted.subList(i, Math.min(i + batchSequences, sorted.size())));
            }
        }
        Collections.shuffle(batches, random);
        return batches;
    }

    /** Cuts rows into parts whose padded rectangles hold at most {@code maximumTokens}, or one row. */
    static List<List<Packing.Row>> parts(List<Packing.Row> rows, int maximumTokens) {
        List<Packing.Row> longestFirst = rows.stream()
                .sorted(Comparator.comparingInt(Packing.Row::length).reversed())
                .toList();
        List<List<Packing.Row>> parts = new ArrayList<>();
        int from = 0;
        while (from < longestFirst.size()) {
            int count = Math.clamp(maximumTokens / longestFirst.get(from).length(), 1, longestFirst.size() - from);
            parts.add(longestFirst.subList(from, from + count));
            from += count;
        }
        return parts;
    }
}
