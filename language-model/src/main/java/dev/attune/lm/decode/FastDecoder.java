package dev.attune.lm.decode;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import org.jspecify.annotations.Nullable;

import dev.attune.lm.config.Activation;
import dev.attune.lm.config.Architecture;
import dev.attune.lm.config.TransformerConfig;
import dev.attune.lm.layer.Adapter;
import dev.attune.lm.layer.KvCache;
import dev.attune.lm.layer.Linear;
import dev.attune.lm.layer.Norm;
import dev.attune.lm.layer.RmsNorm;
import dev.attune.lm.layer.RotaryEmbedding;
import dev.attune.lm.layer.TransformerBlock;
import dev.attune.lm.torch.Dtype;
import dev.attune.lm.torch.Scratch;
import dev.attune.lm.torch.Tensors;
import dev.attune.lm.transformer.NearTies;
import dev.attune.lm.transformer.Transformer;
import dev.attune.lm.weight.Parameter;

import static dev.attune.lm.torch.Operators.narrow;
import static dev.attune.lm.torch.Operators.to;

/**
 * Decodes Llama and its kin with as few operator calls as possible: weights packed for the processor's kernels, activation
 * and residual addition inside the products, no wrapper around intermediate results.
 *
 * <p>It computes what {@link TransformerBlock} computes, with rotation, scores and softmax in float32. Every pass has at least
 * {@value #LEAST_ROWS} rows, filled up with idle ones where needed: kernels for fewer rows are slower, and sum in another
 * order.
 */
public final class FastDecoder implements Decoder {
    /** Rows that a cache should have for this decoder. */
    static final int LEAST_ROWS = 4;

    private final Transformer transformer;
    private final TransformerConfig config;
    private final KvCache cache;
    private final boolean settled;
    private final Dtype compute;
    private final NDManager manager;
    private final Scratch scratch = new Scratch();
    private final List<Layer> layers = new ArrayList<>();
    private final RowKernels kernels;
    private final Product head;
    private final NormRows norms;
    private Adapter adapter;
    private DecodePass pass;

    /** Handles of one block's weights and of its part of the cache. */
    private record Layer(
            TransformerBlock block,
            Linear joined,
            Linear output,
            Linear gateUp,
            Linear down,
            Weights weights,
            Past past) {}

    @SuppressWarnings("ArrayRecordComponent") // handed over, never compared
    private record Weights(
            Product joined, float @Nullable [] headNorm, Product output, Product gate, Product up, Product down) {}

    /** Handles of a linear layer; 0 for no bias. */
    private record Product(long weight, long bias) {}

    /** All positions of all rows (N, D), one under the other. */
    private record Past(long keys, long values, MemorySegment keyMemory, MemorySegment valueMemory) {}

    /** Turns of all rows (R, D) of a pass. */
    @SuppressWarnings("ArrayRecordComponent") // handed over, never compared
    private record Turns(float[] cos, float[] sin) {}

    public FastDecoder(
            NDManager parent, Transformer transformer, Adapter adapter, KvCache cache, boolean pack, boolean settled) {
        this.transformer = transformer;
        this.config = transformer.config();
        this.adapter = adapter;
        this.cache = cache;
        this.settled = settled;
        this.compute = transformer.compute();
        this.manager = parent.newSubManager();
        this.kernels = new RowKernels(config, compute);
        for (TransformerBlock block : transformer.blocks()) {
            layers.add(layer(block, layers.size(), pack));
        }
        this.norms = new NormRows(transformer);
        norms.use(adapter);
        Linear scores = transformer.head();
        this.head = product(scores, 0, scores.outputs(), pack);
        this.pass = newPass(Math.min(LEAST_ROWS, cache.rows()), KvCache.GRANULARITY);
    }

    /** Whether the architecture is one that this decoder computes, and libtorch has what it needs. */
    public static boolean serves(TransformerConfig config) {
        Architecture kind = config.architecture();
        boolean rotary = kind.positions() instanceof Architecture.Rotary turns && turns.size() == config.headSize();
        boolean gatedSilu = kind.feedForward().gated() && kind.feedForward().activation() == Activation.SILU;
        return Scratch.isThere()
                && rotary
                && gatedSilu
                && kind.normalization().kind() == Architecture.NormKind.RMS
                && kind.attention().fusion() != Architecture.Fusion.INTERLEAVED
                && kind.attention().window() == 0
                && !kind.parallelResidual();
    }

    private Layer layer(TransformerBlock block, int index, boolean pack) {
        List<Linear> linears = block.linears();
        Linear joined = linears.get(0);
        Linear output = linears.get(1);
        Linear gateUp = linears.get(2);
        Linear down = linears.get(3);
        int f = config.intermediateSize();
        Weights weights = new Weights(
                product(joined, 0, joined.outputs(), pack),
                headNorm(block.headNorms()),
                product(output, 0, output.outputs(), pack),
                product(gateUp, 0, f, pack),
                product(gateUp, f, f, pack),
                product(down, 0, down.outputs(), pack));
        NDArray keys = cache.keys(index);
        NDArray values = cache.values(index);
        Past past = new Past(Scratch.handle(keys), Scratch.handle(values), Tensors.bytes(keys), Tensors.bytes(values));
        return new Layer(block, joined, output, gateUp, down, weights, past);
    }

    @Override
    public void use(Adapter next) {
        this.adapter = next;
        norms.use(next);
    }

    /** The weights of the norms of all query and key heads (A+K, D), one under the other, or none. */
    private float @Nullable [] headNorm(List<Parameter> queryAndKey) {
        if (queryAndKey.isEmpty()) {
            return null;
        }
        int d = config.headSize();
        float[] all = new float[(config.heads() + config.keyValueHeads()) * d];
        for (int head = 0; head < all.length / d; head++) {
            NDArray one = queryAndKey.get(head < config.heads() ? 0 : 1).value();
            System.arraycopy(RowKernels.copyOf(Tensors.bytes(one)), 0, all, head * d, d);
        }
        return all;
    }

    private Product product(Linear linear, int start, int rows, boolean pack) {
        long weight = pack ? Scratch.handle(linear.weight().packed(start, rows)) : part(linear.weight(), start, rows);
        return new Product(weight, linear.bias() == null ? 0 : part(linear.bias(), start, rows));
    }

    private long part(Parameter parameter, int start, int rows) {
        NDArray part = narrow(parameter.forCompute(manager), 0, start, rows);
        part.attach(manager);
        return Scratch.handle(part);
    }

    private DecodePass newPass(int rows, int seen) {
        return new DecodePass(manager, config, compute, cache, rows, seen);
    }

    @Override
    public NDArray logits(NDManager step, int[] tokens) {
        prepare(tokens);
        pass.fill(tokens);
        try (NDManager owner = manager.newSubManager()) {
            RotaryEmbedding.Turn turn = transformer.rotary().at(scratch.array(owner, pass.positions));
            Turns turns = new Turns(numbers(turn.cos()), numbers(turn.sin()));
            long table = Scratch.handle(transformer.tokenEmbedding().forCompute(manager));
            long x = scratch.embedding(table, pass.ids); // (R, H)
            for (Layer layer : layers) {
                x = forward(layer, x, turns, owner);
            }
            long hidden = norm(x, transformer.finalNorm());
            long scores = scratch.linear(hidden, head.weight(), head.bias()); // (R, V)
            NDArray logits = scratch.array(step, compute == Dtype.FLOAT32 ? scores : scratch.to(scores, Dtype.FLOAT32));
            if (settled) {
                NDArray states = scratch.array(owner, hidden);
                NearTies.settle(states, transformer.head().weight().forCompute(manager), logits);
            }
            cache.advance(tokens.length);
            return pass.rows == tokens.length ? logits : narrow(logits, 0, 0, tokens.length);
        } finally {
            scratch.freeTo(0);
        }
    }

    private void prepare(int[] tokens) {
        int longest = 0;
        for (int row = 0; row < tokens.length; row++) {
            longest = Math.max(longest, cache.length(row));
        }
        if (longest >= cache.capacity()) {
            throw new IllegalStateException(
                    "The key-value cache has room for " + cache.capacity() + " tokens, and all of it is used.");
        }
        int rows = Math.min(cache.rows(), Math.max(LEAST_ROWS, tokens.length));
        int seen = KvCache.roundUp(longest + 1);
        if (pass.rows != rows || pass.seen != seen) {
            pass.close();
            pass = newPass(rows, seen);
        }
    }

    private float[] numbers(NDArray table) {
        return (compute == Dtype.FLOAT32 ? table : to(table, Dtype.FLOAT32)).toFloatArray();
    }

    /** x (R, H) to (R, H). */
    private long forward(Layer layer, long x, Turns turns, NDManager owner) {
        int mark = scratch.mark();
        Weights w = layer.weights();
        long normed = norm(x, layer.block().attentionNorm());
        attend(layer, changed(layer.joined(), w.joined(), normed, owner), turns);
        long attended = plus(layer.output(), w.output(), pass.mixedRows, x, owner);
        long fed = feedForward(layer, norm(attended, layer.block().feedForwardNorm()), owner);
        long result = plus(layer.down(), w.down(), fed, attended, owner);
        return scratch.freeAllBut(result, mark);
    }

    /** The layer with all that the adapter does in it. */
    private long changed(Linear linear, Product product, long x, NDManager owner) {
        if (!adapter.scales(linear)) {
            NDArray delta = delta(linear, x, owner);
            long plain = linear(x, product);
            return delta == null ? plain : scratch.add(plain, Scratch.handle(delta), 1);
        }
        NDArray given = adapter.input(linear, scratch.array(owner, x));
        long plain = linear(Scratch.handle(given), product);
        NDArray delta = adapter.delta(linear, given);
        long sum = delta == null ? plain : scratch.add(plain, Scratch.handle(delta), 1);
        return Scratch.handle(adapter.output(linear, scratch.array(owner, sum)));
    }

    private long linear(long x, Product product) {
        return scratch.linear(x, product.weight(), product.bias());
    }

    /** The same arithmetic as {@link RmsNorm}; the result is the pass's own until the next norm. */
    private long norm(long x, Norm norm) {
        kernels.norm(scratch.memory(x, pass.normalMemory.byteSize()), pass.normalMemory, norms.of(norm), pass.rows);
        return pass.normal;
    }

    /** Takes queries, keys and values (R, (A+2K)*D); leaves the mixed values in the buffer of the pass. */
    private void attend(Layer layer, long heads, Turns turns) {
        Past past = layer.past();
        distribute(layer, heads, turns);
        long pastKeys = scratch.view(past.keys(), pass.past); // (R*K, S, D)
        long wideKeys = compute == Dtype.FLOAT32 ? pastKeys : scratch.to(pastKeys, Dtype.FLOAT32);
        double scale = 1 / Math.sqrt(config.headSize());
        scratch.batchProduct(pass.scores, pass.mask, pass.queries, scratch.view(wideKeys, pass.pastKeys), scale);
        long shares = scratch.softmax(pass.scores, 3); // (R*K, A/K, S)
        long narrowShares = compute == Dtype.FLOAT32 ? shares : scratch.to(shares, compute);
        scratch.batchProduct(pass.mixed, narrowShares, scratch.view(past.values(), pass.past));
    }

    /** Turns queries and keys as {@link RotaryEmbedding#turn} does, in float32, and writes the cache. */
    private void distribute(Layer layer, long heads, Turns turns) {
        Past past = layer.past();
        long numbers = (long) pass.rows * (config.heads() + 2L * config.keyValueHeads()) * config.headSize();
        MemorySegment joined = scratch.memory(heads, numbers * compute.bytes());
        for (int row = 0; row < pass.rows; row++) {
            long place = (long) row * config.keyValueHeads() * cache.capacity() + pass.position(row);
            RowKernels.Target target = new RowKernels.Target(
                    pass.queryMemory, past.keyMemory(), past.valueMemory(), place, cache.capacity());
            kernels.distribute(
                    joined, row, turns.cos(), turns.sin(), layer.weights().headNorm(), target);
        }
    }

    private long feedForward(Layer layer, long x, NDManager owner) {
        Weights w = layer.weights();
        if (adapter.scales(layer.gateUp())) {
            return scaledFeedForward(layer, x, owner);
        }
        NDArray delta = delta(layer.gateUp(), x, owner);
        if (delta == null) {
            long gate = scratch.linearSilu(x, w.gate().weight(), w.gate().bias());
            return scratch.linearTimes(x, w.up().weight(), w.up().bias(), gate);
        }
        long both = Scratch.handle(delta);
        long gate = scratch.add(linear(x, w.gate()), scratch.view(both, pass.gate), 1);
        long up = scratch.add(linear(x, w.up()), scratch.view(both, pass.up), 1);
        return scratch.multiply(scratch.silu(gate), up);
    }

    /** Gate and up are two packed products, and one layer for the adapter. */
    private long scaledFeedForward(Layer layer, long x, NDManager owner) {
        Weights w = layer.weights();
        NDArray given = adapter.input(layer.gateUp(), scratch.array(owner, x));
        long in = Scratch.handle(given);
        NDArray gate = scratch.array(owner, linear(in, w.gate()));
        NDArray both = gate.concat(scratch.array(owner, linear(in, w.up())), 1); // (R, 2F)
        NDArray delta = adapter.delta(layer.gateUp(), given);
        long scaled = Scratch.handle(adapter.output(layer.gateUp(), delta == null ? both : both.addi(delta)));
        return scratch.multiply(scratch.silu(scratch.view(scaled, pass.gate)), scratch.view(scaled, pass.up));
    }

    /** {@code residual + linear(x)}, the adapter's part included. */
    private long plus(Linear linear, Product product, long x, long residual, NDManager owner) {
        if (adapter.scales(linear)) {
            return scratch.add(residual, changed(linear, product, x, owner), 1);
        }
        NDArray delta = delta(linear, x, owner);
        long sum = scratch.linearPlus(x, product.weight(), product.bias(), residual);
        return delta == null ? sum : scratch.add(sum, Scratch.handle(delta), 1);
    }

    private @Nullable NDArray delta(Linear linear, long x, NDManager owner) {
        return adapter == Adapter.NONE ? null : adapter.delta(linear, scratch.array(owner, x));
    }

    @Override
    public void close() {
        scratch.close();
        manager.close();
    }
}
