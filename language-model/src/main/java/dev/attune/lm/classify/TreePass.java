package dev.attune.lm.classify;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;

import dev.attune.lm.batch.Padding;
import dev.attune.lm.batch.TokenBatch;
import dev.attune.lm.layer.Adapter;
import dev.attune.lm.layer.KvCache;
import dev.attune.lm.transformer.Transformer;

import static dev.attune.lm.torch.Operators.gather;
import static dev.attune.lm.torch.Operators.indexSelect;
import static dev.attune.lm.torch.Operators.logSoftmax;

/**
 * One pass over several prompts whose beginnings are in a cache: each a row of what is left of it and the nodes of its words,
 * which branch.
 */
final class TreePass {

    /** States whose scores of the whole vocabulary exist at once. */
    private static final int STATES_AT_ONCE = 128;

    private final Transformer transformer;
    private final Adapter adapter;
    private final List<Prompt> prompts;
    /** For each row the tokens that the cache has. */
    private final int[] shared;

    private final int[][] tokens;
    private final int[][] parents;
    private final int[][] depths;
    /** For each row the place of each node in the row, or -1 where it is not fed. */
    private final int[][] places;

    /** @param shared for each prompt how many of its tokens the cache has, fewer than all */
    TreePass(Transformer transformer, Adapter adapter, List<Prompt> prompts, int[] shared) {
        this.transformer = transformer;
        this.adapter = adapter;
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
        int own = prompt.context().length - shared[row];
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
            tokens[row][i] = i < own ? prompt.context()[shared[row] + i] : words.token(node);
            parents[row][i] = i < own ? i - 1 : state(row, words.parent(node));
            depths[row][i] = i < own ? i : depths[row][parents[row][i]] + 1;
        }
    }

    /** The place in the row of the token after which the children of a node follow. */
    private int state(int row, int node) {
        return node == LabelTrie.ROOT ? prompts.get(row).context().length - shared[row] - 1 : places[row][node];
    }

    /** For each prompt the log-likelihood of each word. */
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
            List<Edge> here =
                    edges.stream().filter(edge -> states.contains(edge.state)).toList();
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
                    .mapToDouble(path ->
                            Arrays.stream(path).mapToDouble(node -> each[node]).sum())
                    .toArray();
        }
        return scores;
    }
}
