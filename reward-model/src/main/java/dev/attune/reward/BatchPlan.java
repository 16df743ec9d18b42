package dev.attune.reward;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/** In which order groups are trained, and how a batch is cut so that memory stays bounded. */
final class BatchPlan {

    /** Pairs of this many batches are sorted by length among each other: little padding, still a random order. */
    private static final int WINDOW_BATCHES = 16;

    private BatchPlan() {}

    /** All batches of a run, epoch after epoch: a run that is resumed takes them up at its step. */
    static List<List<PromptGroup>> run(List<PromptGroup> groups, int batchPairs, int epochs, long seed) {
        List<List<PromptGroup>> batches = new ArrayList<>();
        for (int epoch = 1; epoch <= epochs; epoch++) {
            batches.addAll(epoch(groups, batchPairs, seed, epoch));
        }
        return batches;
    }

    /**
     * The batches of one epoch: every group once, shuffled by seed and epoch, of similar length within a batch. A batch has
     * at most {@code batchPairs} comparisons, or one group.
     */
    static List<List<PromptGroup>> epoch(List<PromptGroup> groups, int batchPairs, long seed, int epoch) {
        RandomGenerator random = new SplittableRandom(seed * 1_000_003 + epoch);
        List<PromptGroup> shuffled = new ArrayList<>(groups);
        Collections.shuffle(shuffled, random);
        List<List<PromptGroup>> batches = new ArrayList<>();
        for (List<PromptGroup> window : filled(shuffled, batchPairs * WINDOW_BATCHES)) {
            List<PromptGroup> sorted = window.stream()
                    .sorted(Comparator.comparingInt(PromptGroup::longest))
                    .toList();
            batches.addAll(filled(sorted, batchPairs));
        }
        Collections.shuffle(batches, random);
        return batches;
    }

    /** Cuts a list, in its order, into parts of at most {@code comparisons} comparisons, or one group. */
    private static List<List<PromptGroup>> filled(List<PromptGroup> groups, int comparisons) {
        List<List<PromptGroup>> parts = new ArrayList<>();
        int from = 0;
        int held = 0;
        for (int i = 0; i < groups.size(); i++) {
            int more = groups.get(i).comparisons().size();
            if (i > from && held + more > comparisons) {
                parts.add(groups.subList(from, i));
                from = i;
                held = 0;
            }
            held += more;
        }
        parts.add(groups.subList(from, groups.size()));
        return parts;
    }

    /**
     * Cuts a list into parts whose padded token matrices hold at most {@code maximumTokens}, or one group. The parts are in
     * order of length.
     */
    static List<List<PromptGroup>> parts(List<PromptGroup> groups, int maximumTokens) {
        List<PromptGroup> sorted = groups.stream()
                .sorted(Comparator.comparingInt(PromptGroup::length).reversed())
                .toList();
        List<List<PromptGroup>> parts = new ArrayList<>();
        int from = 0;
        while (from < sorted.size()) {
            int count = Math.clamp(maximumTokens / sorted.get(from).length(), 1, sorted.size() - from);
            parts.add(sorted.subList(from, from + count));
            from += count;
        }
        return parts;
    }
}
