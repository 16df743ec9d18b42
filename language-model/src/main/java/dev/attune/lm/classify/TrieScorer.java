package dev.attune.lm.classify;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;

import dev.attune.lm.batch.Padding;
import dev.attune.lm.batch.TokenBatch;
import dev.attune.lm.layer.Adapter;
import dev.attune.lm.layer.KvCache;
import dev.attune.lm.model.LanguageModel;
import dev.attune.lm.torch.Autograd;
import dev.attune.lm.transformer.Transformer;

import static dev.attune.lm.torch.Operators.gather;
import static dev.attune.lm.torch.Operators.indexSelect;
import static dev.attune.lm.torch.Operators.logSoftmax;

/**
 * Log-likelihoods of words after prompts. What all prompts begin with (a system's turn, examples) is computed once and kept;
 * the rest of a prompt and its words are one row of tokens that branch, many rows at once, texts of like length together.
 */
public final class TrieScorer {

    private static final int TOKENS_AT_ONCE = 2048;
    private static final int MOST_ROWS = 64;
    private static final long CACHE_BYTES = 1L << 30;
    /** States whose scores of the whole vocabulary exist at once. */
    private static final int STATES_AT_ONCE = 128;

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
                    double[][] scored = new TreePass(asked, shared).run(pass, cache);
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

    /** Several prompts, each a row of what is its own and the nodes of its words. */
    private final class TreePass {
        private final List<Prompt> prompts;
        private final int shared;
        private final int[][] tokens;
        private final int[][] parents;
        private final int[][] depths;
        /** For each row the place of each node in the row, or -1 where it is not fed. */
        private final int[][] places;

        TreePass(List<Prompt> prompts, int shared) {
            this.prompts = prompts;
            this.shared = shared;
            int rows = prompts.size();
            this.tokens = new int[rows][];
            this.parents = new int[rows][];
            this.depths = new int[rows][];
            this.places = new int[rows][];
            for (int row = 0; row < rows; row++) {
                lay(row, prompts.get(row));
            }
        }

        private void lay(int row, Prompt prompt) {
            LabelTrie words = prompt.words();
            int own = prompt.context().length - shared;
            List<Integer> fed = new ArrayList<>();
            places[row] = new int[words.size()];
            for (int node = 0; node < words.size(); node++) {
                places[row][node] = words.hasChildren(node) ? own + fed.size() : -1;
                if (words.hasChildren(node)) {
                    fed.add(node);
                }
            }
            int length = own + fed.size();
            tokens[row] = new int[length];
            parents[row] = new int[length];
            depths[row] = new int[length];
            for (int i = 0; i < length; i++) {
                int node = i < own ? LabelTrie.ROOT : fed.get(i - own);
                tokens[row][i] = i < own ? prompt.context()[shared + i] : words.token(node);
                parents[row][i] = i < own ? i - 1 : state(row, words.parent(node));
                depths[row][i] = i < own ? i : depths[row][parents[row][i]] + 1;
            }
        }

        /** The place in the row of the token after which the children of a node follow. */
        private int state(int row, int node) {
            return node == LabelTrie.ROOT ? prompts.get(row).context().length - shared - 1 : places[row][node];
        }

        double[][] run(NDManager pass, KvCache cache) {
            NDArray hidden = transformer.hiddenStates(batch(pass, cache), adapter, cache(cache)); // (B, T, H)
            long time = hidden.getShape().get(1);
            NDArray flat = hidden.reshape(-1, hidden.getShape().get(2)); // (B*T, H)
            List<Edge> edges = edges(time);
            double[][] nodes = new double[prompts.size()][];
            for (int row = 0; row < nodes.length; row++) {
                nodes[row] = new double[prompts.get(row).words().size()];
            }
            List<Long> states = edges.stream().map(Edge::state).distinct().toList();
            for (int from = 0; from < states.size(); from += STATES_AT_ONCE) {
                fill(flat, states.subList(from, Math.min(states.size(), from + STATES_AT_ONCE)), edges, nodes);
            }
            return sums(nodes);
        }

        private KvCache cache(KvCache cache) {
            cache.branch(parents);
            return cache;
        }

        private TokenBatch batch(NDManager pass, KvCache cache) {
            int rows = prompts.size();
            int time = Arrays.stream(tokens).mapToInt(row -> row.length).max().orElseThrow();
            long[] ids = new long[rows * time];
            long[] positions = new long[rows * time];
            int[] lengths = new int[rows];
            for (int row = 0; row < rows; row++) {
                lengths[row] = tokens[row].length;
                for (int i = 0; i < lengths[row]; i++) {
                    ids[row * time + i] = tokens[row][i];
                    positions[row * time + i] = (long) cache.length(row) + depths[row][i];
                }
            }
            Shape shape = new Shape(rows, time);
            return new TokenBatch(pass.create(ids, shape), pass.create(positions, shape), lengths, Padding.RIGHT);
        }

        /** A node and the state, of all rows' one after another, that says how likely it is. */
        private record Edge(long state, int row, int node, int token) {}

        private List<Edge> edges(long time) {
            List<Edge> edges = new ArrayList<>();
            for (int row = 0; row < prompts.size(); row++) {
                LabelTrie words = prompts.get(row).words();
                for (int node = 0; node < words.size(); node++) {
                    edges.add(new Edge(row * time + state(row, words.parent(node)), row, node, words.token(node)));
                }
            }
            return edges;
        }

        private void fill(NDArray flat, List<Long> states, List<Edge> edges, double[][] nodes) {
            try (NDManager chunk = flat.getManager().newSubManager()) {
                NDArray index =
                        chunk.create(states.stream().mapToLong(Long::longValue).toArray());
                NDArray logits = transformer.logits(indexSelect(flat, 0, index)); // (M, V)
                logits.attach(chunk);
                NDArray log = logSoftmax(logits, -1); // (M, V)
                List<Edge> here = edges.stream()
                        .filter(edge -> states.contains(edge.state))
                        .toList();
                long vocabulary = log.getShape().get(1);
                NDArray wanted = chunk.create(here.stream()
                        .mapToLong(edge -> states.indexOf(edge.state) * vocabulary + edge.token)
                        .toArray());
                float[] values = gather(log.reshape(-1), 0, wanted).toFloatArray();
                for (int i = 0; i < values.length; i++) {
                    Edge edge = here.get(i);
                    nodes[edge.row][edge.node] = values[i];
                }
            }
        }

        private double[][] sums(double[][] nodes) {
            double[][] scores = new double[prompts.size()][];
            for (int row = 0; row < scores.length; row++) {
                double[] each = nodes[row];
                scores[row] = prompts.get(row).words().paths().stream()
                        .mapToDouble(path -> Arrays.stream(path)
                                .mapToDouble(node -> each[node])
                                .sum())
                        .toArray();
            }
            return scores;
        }
    }
}
