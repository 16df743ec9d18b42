package dev.attune.lm.classify;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;

import ai.djl.ndarray.NDManager;

import dev.attune.lm.batch.Padding;
import dev.attune.lm.batch.TokenBatch;
import dev.attune.lm.layer.Adapter;
import dev.attune.lm.layer.KvCache;
import dev.attune.lm.model.LanguageModel;
import dev.attune.lm.torch.Autograd;
import dev.attune.lm.transformer.Transformer;

/**
 * Log-likelihoods of words after prompts. What all prompts begin with (a system's turn, examples) is computed once and kept;
 * the rest of a prompt and its words are one row of tokens that branch, many rows at once, texts of like length together.
 */
public final class TrieScorer {

    private static final int TOKENS_AT_ONCE = 2048;
    private static final int MOST_ROWS = 64;
    private static final long CACHE_BYTES = 1L << 30;
    private static final int SHORTEST = 32;

    private final LanguageModel model;
    private final Adapter adapter;
    private final Transformer transformer;
    /** Places that the adapter takes before each text. */
    private final int before;

    public TrieScorer(LanguageModel model, Adapter adapter) {
        this.model = model;
        this.adapter = adapter;
        this.transformer = model.transformer().with(adapter);
        this.before = adapter.places();
    }

    /** Tokens that a prompt may have with its words: the model's positions less those that the adapter takes. */
    public int most() {
        return model.config().maximumPositions() - before;
    }

    /**
     * The natural logarithm of each word's probability after its prompt: the sum over its tokens, end mark included where the
     * words have one.
     *
     * @param prompts none longer than {@link #most()}
     * @return for each prompt a number for each word
     */
    public double[][] score(List<Prompt> prompts) {
        for (Prompt prompt : prompts) {
            if (prompt.length() > most()) {
                throw new IllegalArgumentException(prompt.place() + " has more tokens than the model takes.");
            }
        }
        double[][] scores = new double[prompts.size()][];
        int shared = shared(prompts);
        if (before > 0 && shared == 0) { // what stands before a text is computed with a first part of it
            for (int i = 0; i < scores.length; i++) {
                Prompt one = prompts.get(i);
                score(prompts, List.of(i), one.context().length - 1, one.length(), scores);
            }
            return scores;
        }
        TreeMap<Integer, List<Integer>> byLength = new TreeMap<>();
        for (int i = 0; i < prompts.size(); i++) {
            int rest = Math.max(SHORTEST, prompts.get(i).length() - shared);
            int most = Integer.highestOneBit(2 * rest - 1);
            byLength.computeIfAbsent(most, ignored -> new ArrayList<>()).add(i);
        }
        byLength.forEach((most, places) -> {
            places.sort(Comparator.comparingInt(i -> prompts.get(i).length()));
            score(prompts, places, shared, most, scores);
        });
        return scores;
    }

    /** How many tokens all prompts begin with; each keeps one of its own. */
    private static int shared(List<Prompt> prompts) {
        int[] first = prompts.getFirst().context();
        int shared = first.length - 1;
        for (Prompt prompt : prompts) {
            int[] context = prompt.context();
            int same = 0;
            while (same < Math.min(shared, context.length - 1) && context[same] == first[same]) {
                same++;
            }
            shared = same;
        }
        return prompts.size() == 1 ? 0 : shared;
    }

    private void score(List<Prompt> prompts, List<Integer> which, int shared, int most, double[][] scores) {
        int capacity = before + shared + most;
        int rows = rows(which.size(), most, capacity);
        try (NDManager step = model.newStep();
                var recording = Autograd.off();
                KvCache cache = transformer.newCache(step, rows, capacity)) {
            if (shared > 0) {
                fill(step, cache, prompts.get(which.getFirst()).context(), shared);
            }
            for (int from = 0; from < which.size(); from += rows) {
                List<Integer> some = which.subList(from, Math.min(which.size(), from + rows));
                List<Prompt> asked = some.stream().map(prompts::get).toList();
                try (NDManager pass = step.newSubManager()) {
                    int[] kept = new int[asked.size()];
                    Arrays.fill(kept, shared);
                    double[][] scored = new TreePass(transformer, adapter, asked, kept).run(pass, cache);
                    for (int row = 0; row < some.size(); row++) {
                        scores[some.get(row)] = scored[row];
                    }
                }
            }
        }
    }

    private int rows(int prompts, int most, int capacity) {
        long each = KvCache.bytes(model.config(), transformer.compute(), 1, capacity);
        long fitting = Math.min(TOKENS_AT_ONCE / most, CACHE_BYTES / each);
        return Math.clamp(fitting, 1, Math.min(MOST_ROWS, prompts));
    }

    private void fill(NDManager step, KvCache cache, int[] context, int shared) {
        try (NDManager pass = step.newSubManager()) {
            int[] tokens = Arrays.copyOf(context, shared);
            transformer.hiddenStates(TokenBatch.of(pass, List.of(tokens), Padding.RIGHT), adapter, cache);
        }
        for (int row = 1; row < cache.rows(); row++) {
            cache.copyRow(0, row);
        }
    }
}
