package dev.attune.lm.transformer;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.stream.IntStream;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import org.jspecify.annotations.Nullable;

import dev.attune.lm.batch.Padding;
import dev.attune.lm.batch.SegmentedBatch;
import dev.attune.lm.batch.TokenBatch;
import dev.attune.lm.config.Architecture.Rotary;
import dev.attune.lm.config.TransformerConfig;
import dev.attune.lm.layer.Adapter;
import dev.attune.lm.layer.ForwardContext;
import dev.attune.lm.layer.ForwardContext.Masks;
import dev.attune.lm.layer.KvCache;
import dev.attune.lm.layer.LayerBuilder;
import dev.attune.lm.layer.Linear;
import dev.attune.lm.layer.Norm;
import dev.attune.lm.layer.RotaryEmbedding;
import dev.attune.lm.layer.Tap;
import dev.attune.lm.layer.TransformerBlock;
import dev.attune.lm.torch.Autograd;
import dev.attune.lm.torch.Dtype;
import dev.attune.lm.train.Checkpointing;
import dev.attune.lm.train.TrainingPass;
import dev.attune.lm.weight.Parameter;
import dev.attune.lm.weight.WeightSource;

import static dev.attune.lm.torch.Operators.linear;
import static dev.attune.lm.torch.Operators.narrow;
import static dev.attune.lm.torch.Operators.to;
import static java.util.Objects.requireNonNull;

/**
 * A decoder-only transformer. Results belong to the manager of the batch, which should be one
 * step's own: closing it frees everything that the pass made.
 */
public final class Transformer {
    private final TransformerConfig config;
    private final Dtype compute;
    private final Embeddings embeddings;
    private final @Nullable RotaryEmbedding rotary;
    private final List<TransformerBlock> blocks;
    private final Norm finalNorm;
    private final Linear head;
    private final Adapter onHead;

    /**
     * Builds the layers around {@code weights}.
     *
     * @param manager owner of tables and constants, open as long as the transformer
     */
    public Transformer(NDManager manager, TransformerConfig config, Dtype compute, WeightSource weights) {
        this.config = config;
        this.compute = compute;
        LayerBuilder build = new LayerBuilder(manager, config, compute, weights);
        this.rotary = config.architecture().positions() instanceof Rotary kind
                ? new RotaryEmbedding(manager, config, kind, compute)
                : null;
        this.embeddings = new Embeddings(build.embedding(), build.positions());
        this.blocks = new ArrayList<>(config.layers());
        for (int layer = 0; layer < config.layers(); layer++) {
            blocks.add(build.block(layer, rotary));
        }
        this.finalNorm = build.finalNorm();
        this.head = build.head(embeddings.table());
        this.onHead = Adapter.NONE;
    }

    private Transformer(Transformer like, Linear head, Adapter onHead) {
        this.config = like.config;
        this.compute = like.compute;
        this.rotary = like.rotary;
        this.embeddings = like.embeddings;
        this.blocks = like.blocks;
        this.finalNorm = like.finalNorm;
        this.head = head;
        this.onHead = onHead;
    }

    /** This transformer with the head that {@code adapter} wants, or with what it adds to the head: for scores of states. */
    public Transformer with(Adapter adapter) {
        Linear own = adapter.head(head);
        boolean adds = adapter.addsToScores();
        return own == head && !adds ? this : new Transformer(this, own, adds ? adapter : Adapter.NONE);
    }

    /**
     * The vectors (B, T, H) after the final norm, in the compute type; those of padding mean nothing. What the adapter puts
     * before the texts has no vectors among them.
     */
    public NDArray hiddenStates(TokenBatch batch, Adapter adapter) {
        Places places = Places.of(adapter, batch.size());
        TokenBatch whole = places.whole(batch);
        return places.ofText(run(whole, wholePass(whole, adapter, null)), batch.padding());
    }

    /** As {@link #hiddenStates(TokenBatch, Adapter)} for rows of several texts. */
    public NDArray hiddenStates(SegmentedBatch rows, Adapter adapter) {
        SegmentedBatch whole = rows.after(adapter.virtualTokens());
        NDArray hidden = run(whole.batch(), segmentedPass(whole, adapter));
        int virtual = adapter.virtualTokens();
        return virtual == 0
                ? hidden
                : narrow(hidden, 1, virtual, hidden.getShape().get(1) - virtual);
    }

    /** A forward pass for training, which needs less time and memory than recording {@link #hiddenStates}. */
    public TrainingPass trainingPass(TokenBatch batch, Adapter adapter, Checkpointing checkpointing) {
        TokenBatch whole = batch.after(adapter.virtualTokens());
        return trainingPass(whole, wholePass(whole, adapter, null), checkpointing);
    }

    /** As {@link #trainingPass(TokenBatch, Adapter, Checkpointing)} for rows of several texts. */
    public TrainingPass trainingPass(SegmentedBatch rows, Adapter adapter, Checkpointing checkpointing) {
        SegmentedBatch whole = rows.after(adapter.virtualTokens());
        return trainingPass(whole.batch(), segmentedPass(whole, adapter), checkpointing);
    }

    private TrainingPass trainingPass(TokenBatch batch, ForwardContext context, Checkpointing checkpointing) {
        try (var recording = Autograd.off()) {
            return new TrainingPass(
                    new TrainingPass.Layers(config, compute, blocks, finalNorm),
                    new TrainingPass.Embedded(embeddings.tokens(batch), embeddings.positions(batch, context.adapter())),
                    batch,
                    context,
                    checkpointing,
                    gradient -> embeddings.backward(batch, gradient));
        }
    }

    /**
     * How many blocks, from the first on, are the frozen model's own with {@code adapter} on it: what they give depends on the
     * tokens alone, so {@link #lowerStates} may be computed once for many passes.
     */
    public int blocksBelow(Adapter adapter) {
        if (!adapter.addsOnlyToLinears()) {
            return 0;
        }
        int count = 0;
        while (count < blocks.size() && blocks.get(count).linears().stream().noneMatch(adapter::changes)) {
            count++;
        }
        return count;
    }

    /** The residual stream (B, T, H) after the first {@code count} blocks, without an adapter and not recorded. */
    public NDArray lowerStates(TokenBatch batch, int count) {
        try (var recording = Autograd.off()) {
            ForwardContext context = wholePass(batch, Adapter.NONE, null);
            NDArray x = Embeddings.sum(embeddings.tokens(batch), embeddings.positions(batch, Adapter.NONE));
            for (TransformerBlock block : blocks.subList(0, count)) {
                x = block.forward(x, context);
            }
            return x;
        }
    }

    /**
     * As {@link #hiddenStates(TokenBatch, Adapter)}, begun from {@code lower}, which is taken over.
     *
     * @param lower of {@link #lowerStates} for {@code count} blocks, which {@code adapter} does not change
     */
    public NDArray hiddenStatesAbove(TokenBatch batch, NDArray lower, int count, Adapter adapter) {
        ForwardContext context = wholePass(batch, adapter, null);
        NDArray x = lower;
        for (TransformerBlock block : blocks.subList(count, blocks.size())) {
            x = block.forward(x, context);
        }
        return finalNorm.forward(x);
    }

    /** As {@link #trainingPass(TokenBatch, Adapter, Checkpointing)}, begun as {@link #hiddenStatesAbove} is; nothing below trains. */
    public TrainingPass trainingPassAbove(
            TokenBatch batch, NDArray lower, int count, Adapter adapter, Checkpointing checkpointing) {
        try (var recording = Autograd.off()) {
            return new TrainingPass(
                    new TrainingPass.Layers(config, compute, blocks.subList(count, blocks.size()), finalNorm),
                    new TrainingPass.Embedded(lower, null),
                    batch,
                    wholePass(batch, adapter, null),
                    checkpointing,
                    gradient -> {});
        }
    }

    /** Logits (B, P + T, V) of a whole pass, the adapter's P virtual tokens included, whose activations {@code tap} hears. */
    public NDArray trace(TokenBatch batch, Adapter adapter, Tap tap) {
        TokenBatch whole = Places.of(adapter, batch.size()).whole(batch);
        NDArray logits = with(adapter).logits(run(whole, wholePass(whole, adapter, tap)));
        tap.hear(Tap.Stage.LOGITS, -1, logits);
        return logits;
    }

    private ForwardContext wholePass(TokenBatch batch, Adapter adapter, @Nullable Tap tap) {
        requireFits(batch.time() + adapter.prefixTokens());
        Masks masks = PassMasks.of(batch, config, compute);
        return new ForwardContext(turn(batch, adapter), masks, adapter, null, tap);
    }

    private ForwardContext segmentedPass(SegmentedBatch rows, Adapter adapter) {
        if (rows.isPlain()) {
            return wholePass(rows.batch(), adapter, null);
        }
        requireFits(rows.longest() + adapter.prefixTokens());
        Masks masks = PassMasks.of(rows, config, compute);
        return new ForwardContext(turn(rows.batch(), adapter), masks, adapter, null, null);
    }

    /** As {@link #hiddenStates(TokenBatch, Adapter, KvCache, int[])} for the cache's first rows. */
    public NDArray hiddenStates(TokenBatch batch, Adapter adapter, KvCache cache) {
        int[] rows = IntStream.range(0, batch.size()).toArray();
        return hiddenStates(batch, adapter, cache, rows);
    }

    /**
     * As {@link #hiddenStates(TokenBatch, Adapter)} for tokens that follow those in {@code cache}, which takes them in. Where the
     * rows are empty, what the adapter puts before the text goes in first; later passes find it there.
     *
     * @param batch padded on the right
     * @param rows of the cache, one for each row of the batch: empty ones, or the first ones in order
     */
    public NDArray hiddenStates(TokenBatch batch, Adapter adapter, KvCache cache, int[] rows) {
        if (!cache.isEmpty(rows)) {
            return cached(batch, adapter.afterPrompt(), cache, rows);
        }
        Places places = Places.of(adapter, batch.size());
        return places.ofText(cached(places.whole(batch), adapter, cache, rows), batch.padding());
    }

    private NDArray cached(TokenBatch batch, Adapter adapter, KvCache cache, int[] rows) {
        Places places = Places.of(adapter, batch.size());
        requireFits(batch.time() + places.mostPrefix());
        if (batch.padding() == Padding.LEFT && !batch.isFull()) {
            throw new IllegalArgumentException("A key-value cache needs prompts padded on the right.");
        }
        Masks masks = cache.begin(
                batch.ids().getManager(),
                batch,
                rows,
                config.architecture().attention().window(),
                places.prefix());
        ForwardContext context = new ForwardContext(turn(batch, adapter), masks, adapter, cache, null);
        NDArray hidden = run(batch, context);
        cache.end(batch);
        return hidden;
    }

    private RotaryEmbedding.@Nullable Turn turn(TokenBatch batch, Adapter adapter) {
        return rotary == null
                ? null
                : rotary.at(Places.of(adapter, batch.size()).positions(batch));
    }

    /** Scores (..., V) of the next token in float32, for hidden states (..., H). */
    public NDArray logits(NDArray hidden) {
        NDArray logits = linear(hidden, head.weight().forCompute(hidden.getManager()), null);
        NDArray delta = onHead.delta(head, hidden);
        logits = delta == null ? logits : logits.addi(delta);
        return compute == Dtype.FLOAT32 ? logits : to(logits, Dtype.FLOAT32);
    }

    /**
     * Takes the gradient of {@link #logits} for {@code hidden} (N, H) to the head and to what an adapter adds to it.
     *
     * @param gradient (N, V), in the compute type, to be multiplied with the rows' weights
     * @param weights (N, 1) of float32
     * @return the gradient (N, H) of {@code hidden}
     */
    public NDArray logitsBackward(NDArray gradient, NDArray hidden, NDArray weights) {
        NDArray weighted = to(hidden.mul(weights), compute); // not the gradient itself: that is much larger
        return to(head.backward(gradient, weighted, onHead).mul(weights), compute);
    }

    /** As {@link #logits} for hidden states (N, H), for choosing tokens: which one is the likeliest is settled in float32. */
    public NDArray choiceLogits(NDArray hidden) {
        NDArray logits = logits(hidden);
        if (!onHead.addsToScores()) {
            NearTies.settle(hidden, head.weight().forCompute(hidden.getManager()), logits);
        }
        return logits;
    }

    /** An empty cache for generation, to be closed by the caller. */
    public KvCache newCache(NDManager parent, int rows, int capacity) {
        return new KvCache(parent, config, compute, rows, capacity);
    }

    /** Bytes that packed copies of the weights take. */
    public long packedBytes() {
        long count =
                linears().stream().mapToLong(linear -> linear.weight().count()).sum();
        return (count + head.weight().count()) * compute.bytes();
    }

    /** Gives the memory of packed copies back; the next generation makes them again. */
    public void unpack() {
        linears().forEach(linear -> linear.weight().unpack());
        head.weight().unpack();
    }

    public List<TransformerBlock> blocks() {
        return blocks;
    }

    public RotaryEmbedding rotary() {
        return requireNonNull(rotary, "an architecture with rotary positions");
    }

    public Parameter tokenEmbedding() {
        return embeddings.table();
    }

    public Norm finalNorm() {
        return finalNorm;
    }

    public Linear head() {
        return head;
    }

    /** Every weight, the tied head once, in the order of the layers. */
    public List<Parameter> parameters() {
        List<Parameter> parameters = new ArrayList<>(embeddings.parameters());
        blocks.forEach(block -> parameters.addAll(block.parameters()));
        parameters.addAll(finalNorm.parameters());
        if (!config.tiedEmbeddings()) {
            parameters.add(head.weight());
        }
        return parameters;
    }

    /**
     * Every weight under its Hugging Face name and in the shape that it has there, owned by {@code step} or the model; a tied
     * head is left out.
     */
    public SortedMap<String, NDArray> namedWeights(NDManager step) {
        return NamedWeights.of(this, step);
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
        Adapter adapter = context.adapter();
        NDArray x =
                Embeddings.sum(adapter.embedded(embeddings.tokens(batch), batch), embeddings.positions(batch, adapter));
        context.tell(Tap.Stage.EMBEDDING, -1, x);
        for (TransformerBlock block : blocks) {
            x = adapter.block(block).forward(x, context);
        }
        NDArray hidden = adapter.norm(finalNorm).forward(x);
        context.tell(Tap.Stage.FINAL_NORM, -1, hidden);
        return hidden;
    }

    private void requireFits(int tokens) {
        if (tokens > config.maximumPositions()) {
            throw new IllegalArgumentException("A sequence of " + tokens + " tokens does not fit the model's "
                    + config.maximumPositions() + " positions; shorten the text.");
        }
    }
}
