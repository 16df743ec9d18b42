package dev.attune.reward.encode;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/** In which order groups are trained, and how a batch is cut so that memory stays bounded. */
public final class BatchPlan {

    /** Pairs of this many batches are sorted by length among each other: little padding, still a random order. */
    private static final int WINDOW_BATCHES = 16;

    private BatchPlan() {}

    /** All batches of a run, epoch after epoch: a run that is resumed takes them up at its step. */
    public static List<List<PromptGroup>> run(List<PromptGroup> groups, int batchPairs, int epochs, long seed) {
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
    public static List<List<PromptGroup>> epoch(List<PromptGroup> groups, int batchPairs, long seed, int epoch) {
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
     * order of length; groups whose answers are in one row need a mask and are not mixed with others.
     */
    public static List<List<PromptGroup>> parts(List<PromptGroup> groups, int maximumTokens) {
        List<PromptGroup> sorted = groups.stream()
                .sorted(Comparator.comparing(PromptGroup::isShared)
                        .thenComparing(
                                Comparator.comparingInt(PromptGroup::width).reversed()))
                .toList();
        List<List<PromptGroup>> parts = new ArrayList<>();
        int from = 0;
        int rows = 0;
        for (int i = 0; i < sorted.size(); i++) {
            PromptGroup first = sorted.get(from);
            PromptGroup next = sorted.get(i);
            rows += next.rows().size();
            boolean fits = first.isShared() == next.isShared() && rows * first.width() <= maximumTokens;
            if (i > from && !fits) {
                parts.add(sorted.subList(from, i));
                from = i;
                rows = next.rows().size();
            }
        }
        parts.add(sorted.subList(from, sorted.size()));
        return parts;
    }
}
