package dev.attune.lm.classify;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import ai.djl.ndarray.NDManager;

import dev.attune.lm.batch.Padding;
import dev.attune.lm.batch.TokenBatch;
import dev.attune.lm.layer.Adapter;
import dev.attune.lm.layer.KvCache;
import dev.attune.lm.model.LanguageModel;
import dev.attune.lm.rows.ResidentAdapter;
import dev.attune.lm.rows.RowAdapters;
import dev.attune.lm.torch.Autograd;
import dev.attune.lm.transformer.Transformer;

/**
 * Log-likelihoods of words after prompts, of which each is read with an adapter of its own: many tasks over one frozen model in
 * one batch. The prompts but for their last tokens are one pass, those and the words that branch off them a second one.
 */
public final class MixedScorer {

    private static final int TOKENS_AT_ONCE = 2048;
    private static final int MOST_ROWS = 64;
    private static final long CACHE_BYTES = 1L << 30;

    private final LanguageModel model;
    private final Transformer transformer;

    public MixedScorer(LanguageModel model) {
        this.model = model;
        this.transformer = model.transformer();
    }

    /**
     * A prompt and who reads it.
     *
     * @param adapter {@link ResidentAdapter#BASE} for the model as it is; open until the scores are there
     */
    public record Row(Prompt prompt, ResidentAdapter adapter) {

        /** Places that its longest pass takes. */
        int length() {
            return adapter.places() + prompt.length();
        }
    }

    /**
     * The natural logarithm of each word's probability after its prompt, as {@link TrieScorer#score} has it.
     *
     * @param rows none longer, its adapter's places included, than the model takes
     * @return for each row a number for each word
     */
    public double[][] score(List<Row> rows) {
        double[][] scores = new double[rows.size()][];
        List<Integer> together = new ArrayList<>();
        Map<ResidentAdapter, List<Integer>> apart = new LinkedHashMap<>();
        for (int i = 0; i < rows.size(); i++) {
            Row row = rows.get(i);
            if (row.length() > model.config().maximumPositions()) {
                throw new IllegalArgumentException(row.prompt().place() + " has more tokens than the model takes.");
            }
            boolean shares = row.adapter().sharesBatches() && row.prompt().context().length > 1;
            (shares ? together : apart.computeIfAbsent(row.adapter(), _ -> new ArrayList<>())).add(i);
        }
        boolean plain = together.stream().allMatch(i -> rows.get(i).adapter() == ResidentAdapter.BASE);
        if (plain) { // what prompts of one task begin with is computed once
            apart.computeIfAbsent(ResidentAdapter.BASE, _ -> new ArrayList<>()).addAll(together);
        } else {
            together(rows, together, scores);
        }
        apart.forEach((adapter, which) -> apart(rows, adapter, which, scores));
        return scores;
    }

    private void together(List<Row> rows, List<Integer> which, double[][] scores) {
        which.sort(Comparator.comparingInt(i -> rows.get(i).length()));
        for (int from = 0; from < which.size(); ) {
            int until = from + 1;
            while (until < which.size() && fits(rows, which, from, until)) {
                until++;
            }
            List<Integer> some = which.subList(from, until);
            double[][] scored = pass(some.stream().map(rows::get).toList());
            IntStream.range(0, scored.length).forEach(i -> scores[some.get(i)] = scored[i]);
            from = until;
        }
    }

    /** Rows are in the order of their lengths. */
    private boolean fits(List<Row> rows, List<Integer> which, int from, int last) {
        int longest = rows.get(which.get(last)).length();
        int count = last - from + 1;
        return count <= MOST_ROWS
                && (long) count * longest <= TOKENS_AT_ONCE
                && count * KvCache.bytes(model.config(), transformer.compute(), 1, longest) <= CACHE_BYTES;
    }

    private double[][] pass(List<Row> rows) {
        int capacity = rows.getLast().length();
        List<Prompt> prompts = rows.stream().map(Row::prompt).toList();
        List<int[]> beginnings = prompts.stream()
                .map(Prompt::context)
                .map(context -> Arrays.copyOf(context, context.length - 1))
                .toList();
        int[] cached = beginnings.stream().mapToInt(tokens -> tokens.length).toArray();
        try (NDManager step = model.newStep();
                var recording = Autograd.off();
                RowAdapters adapter =
                        RowAdapters.of(step, rows.stream().map(Row::adapter).toList());
                KvCache cache = transformer.newCache(step, rows.size(), capacity)) {
            transformer.hiddenStates(TokenBatch.of(step, beginnings, Padding.RIGHT), adapter, cache);
            return new TreePass(transformer, adapter, prompts, cached).run(step, cache);
        }
    }

    private void apart(List<Row> rows, ResidentAdapter adapter, List<Integer> which, double[][] scores) {
        List<Prompt> prompts = which.stream().map(i -> rows.get(i).prompt()).toList();
        double[][] scored;
        if (adapter == ResidentAdapter.BASE) {
            scored = prompts.isEmpty() ? new double[0][] : new TrieScorer(model, Adapter.NONE).score(prompts);
        } else if (adapter.sharesBatches()) {
            throw new IllegalArgumentException(prompts.getFirst().place() + " is a single token; a prompt that is read"
                    + " with an adapter has two at least.");
        } else {
            scored = new TrieScorer(model, adapter.apart()).score(prompts);
        }
        IntStream.range(0, scored.length).forEach(i -> scores[which.get(i)] = scored[i]);
    }
}
