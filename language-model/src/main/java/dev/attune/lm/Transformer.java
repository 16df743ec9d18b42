package dev.attune.lm;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;

import dev.attune.lm.torch.Dtype;

import static dev.attune.lm.torch.Operators.embedding;
import static dev.attune.lm.torch.Operators.linear;
import static dev.attune.lm.torch.Operators.narrow;
import static dev.attune.lm.torch.Operators.to;

/**
 * A decoder-only transformer of the Llama architecture. Results belong to the manager of the batch, which should be one
 * step's own: closing it frees everything that the pass made.
 */
public final class Transformer {
    private final TransformerConfig config;
    private final Dtype compute;
    private final Parameter embedding;
    private final RotaryEmbedding rotary;
    private final List<TransformerBlock> blocks;
    private final RmsNorm finalNorm;
    private final Linear head;

    /**
     * Builds the layers around {@code weights}.
     *
     * @param manager owner of tables and constants, open as long as the transformer
     */
    Transformer(NDManager manager, TransformerConfig config, Dtype compute, WeightSource weights) {
        this.config = config;
        this.compute = compute;
        NDArray epsilon = manager.create((float) config.rmsEpsilon());
        LayerBuilder build = new LayerBuilder(config, compute, weights, epsilon);
        this.rotary = new RotaryEmbedding(manager, config, compute);
        this.embedding = build.embedding();
        this.blocks = new ArrayList<>(config.layers());
        for (int layer = 0; layer < config.layers(); layer++) {
            blocks.add(build.block(layer, rotary));
        }
        this.finalNorm = build.norm("model.norm");
        this.head = build.head(embedding);
    }

    /** The vectors (B, T, H) after the final norm, in the compute type; those of padding mean nothing. */
    public NDArray hiddenStates(TokenBatch batch, Adapter adapter) {
        requireFits(batch);
        NDManager manager = batch.ids().getManager();
        NDArray mask = batch.padding() == Padding.RIGHT
                ? null
                : AttentionMask.causal(manager, paddingOf(batch), batch.time(), 0, compute);
        return run(batch, new ForwardContext(rotary.at(batch.positions()), mask, adapter, null));
    }

    /** As {@link #hiddenStates(TokenBatch, Adapter)} for tokens that follow those in {@code cache}, which takes them in. */
    public NDArray hiddenStates(TokenBatch batch, Adapter adapter, KvCache cache) {
        requireFits(batch);
        NDArray mask = cache.maskFor(batch.ids().getManager(), batch);
        NDArray hidden = run(batch, new ForwardContext(rotary.at(batch.positions()), mask, adapter, cache));
        cache.advance(batch.time());
        return hidden;
    }

    /** Scores (..., V) of the next token in float32, for hidden states (..., H). */
    public NDArray logits(NDArray hidden) {
        NDArray logits = linear(hidden, head.weight().forCompute(hidden.getManager()), null);
        return compute == Dtype.FLOAT32 ? logits : to(logits, Dtype.FLOAT32);
    }

    /** An empty cache for generation, to be closed by the caller. */
    public KvCache newCache(NDManager parent, int rows, int capacity) {
        return new KvCache(parent, config, compute, rows, capacity);
    }

    /** Every weight, the tied head once, in the order of the layers. */
    public List<Parameter> parameters() {
        List<Parameter> parameters = new ArrayList<>();
        parameters.add(embedding);
        for (TransformerBlock block : blocks) {
            parameters.add(block.attentionNorm().weight());
            parameters.add(block.feedForwardNorm().weight());
            block.linears().forEach(linear -> parameters.add(linear.weight()));
        }
        parameters.add(finalNorm.weight());
        if (!config.tiedEmbeddings()) {
            parameters.add(head.weight());
        }
        return parameters;
    }

    /** Every weight under its Hugging Face name, as views owned by {@code step}; a tied head is left out. */
    public SortedMap<String, NDArray> namedWeights(NDManager step) {
        SortedMap<String, NDArray> named = new TreeMap<>();
        Set<Parameter> joined = new HashSet<>();
        for (Linear linear : linears()) {
            joined.add(linear.weight());
            for (Linear.Part part : linear.parts()) {
                NDArray rows = narrow(linear.weight().value(), 0, part.start(), part.rows());
                rows.attach(step);
                named.put(part.name() + ".weight", rows);
            }
        }
        parameters().stream()
                .filter(parameter -> !joined.contains(parameter))
                .forEach(parameter -> named.put(parameter.name(), parameter.value()));
        return named;
    }

    /** The linear layers of the blocks: those that adapters may change. */
    public List<Linear> linears() {
        return blocks.stream().flatMap(block -> block.linears().stream()).toList();
    }

    public TransformerConfig config() {
        return config;
    }

    /** The number type of frozen weights and activations. */
    public Dtype compute() {
        return compute;
    }

    private NDArray run(TokenBatch batch, ForwardContext context) {
        NDArray ids = batch.ids();
        NDArray x = embedding(embedding.forCompute(ids.getManager()), ids); // (B, T, H)
        for (TransformerBlock block : blocks) {
            x = block.forward(x, context);
        }
        return finalNorm.forward(x);
    }

    private void requireFits(TokenBatch batch) {
        if (batch.time() > config.maximumPositions()) {
            throw new IllegalArgumentException("A sequence of " + batch.time() + " tokens does not fit the model's "
                    + config.maximumPositions() + " positions; shorten the text.");
        }
    }

    private static int[] paddingOf(TokenBatch batch) {
        int[] padding = new int[batch.size()];
        for (int row = 0; row < padding.length; row++) {
            padding[row] = batch.time() - batch.lengths()[row];
        }
        return padding;
    }
}
