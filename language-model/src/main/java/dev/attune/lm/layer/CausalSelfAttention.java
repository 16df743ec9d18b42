package dev.attune.lm.layer;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import org.jspecify.annotations.Nullable;

import dev.attune.lm.config.Architecture.Fusion;
import dev.attune.lm.config.TransformerConfig;
import dev.attune.lm.layer.Tap.Stage;
import dev.attune.lm.torch.Dtype;
import dev.attune.lm.torch.Tensors;
import dev.attune.lm.weight.Parameter;

import static dev.attune.lm.torch.Operators.narrow;
import static dev.attune.lm.torch.Operators.repeatInterleave;
import static dev.attune.lm.torch.Operators.scaledDotProductAttention;
import static dev.attune.lm.torch.Operators.to;
import static java.util.Objects.requireNonNull;

/** Attention with grouped queries: each of K key and value heads serves A / K query heads (arXiv:2305.13245). */
public final class CausalSelfAttention {
    private final int layer;
    private final TransformerConfig config;
    private final Linear queryKeyValue;
    private final Linear output;
    private final @Nullable RotaryEmbedding rotary;
    private final @Nullable HeadNorms headNorms;
    private final boolean interleaved;
    private final boolean windowed;

    /** Norms of single query and key heads. */
    record HeadNorms(Norm query, Norm key) {}

    CausalSelfAttention(
            int layer,
            TransformerConfig config,
            Linear queryKeyValue,
            Linear output,
            @Nullable HeadNorms headNorms,
            @Nullable RotaryEmbedding rotary) {
        this.layer = layer;
        this.config = config;
        this.queryKeyValue = queryKeyValue;
        this.output = output;
        this.headNorms = headNorms;
        this.rotary = rotary;
        this.interleaved = config.architecture().attention().fusion() == Fusion.INTERLEAVED;
        this.windowed = config.architecture().attention().window(layer) > 0;
    }

    /** Queries (B, A, T, D), keys and values (B, K, T, D). */
    private record Heads(NDArray q, NDArray k, NDArray v) {}

    /** x (B, T, H) to (B, T, H). */
    NDArray forward(NDArray x, ForwardContext context) {
        long batch = x.getShape().get(0);
        long time = x.getShape().get(1);
        NDArray product = queryKeyValue.forward(x, context.adapter());
        Heads heads = turnsTogether()
                ? turnedTogether(product, batch, time, context)
                : turnedApart(product, batch, time, context);
        context.tell(Stage.QUERY, layer, heads.q());
        context.tell(Stage.KEY, layer, heads.k());
        NDArray q = heads.q();
        NDArray k = heads.k();
        NDArray v = heads.v();
        KvCache cache = context.cache();
        if (cache != null) {
            k = cache.appendKeys(layer, k); // (B, K, S, D)
            v = cache.appendValues(layer, v); // (B, K, S, D)
        }
        boolean one = time == 1 && cache != null;
        NDArray mask = mask(context);
        Adapter.Prefix prefix =
                cache == null || cache.isFresh() ? context.adapter().prefix(layer, x.getManager()) : null;
        if (prefix != null) {
            if (cache != null) {
                cache.putPrefix(layer, prefix);
            }
            k = after(prefix.keys(), k); // (B, K, P+S, D)
            v = after(prefix.values(), v); // (B, K, P+S, D)
            mask = withPrefix(
                    mask,
                    prefixMask(context.adapter(), prefix, q),
                    q,
                    one,
                    prefix.keys().getShape().get(2));
        }
        NDArray mixed = one ? attendOne(q, k, v, mask) : attendMany(q, k, v, mask); // (B, T, A*D)
        return output.forward(mixed, context.adapter());
    }

    /** Whether queries and keys are turned as they come from their product, with nothing between. */
    boolean turnsTogether() {
        return rotary != null && headNorms == null && !interleaved;
    }

    /** Queries and keys lie side by side, so that one turn serves both. */
    private Heads turnedTogether(NDArray product, long batch, long time, ForwardContext context) {
        int a = config.heads();
        int kv = config.keyValueHeads();
        NDArray heads = product.reshape(batch, time, a + 2L * kv, config.headSize()); // (B, T, A+2K, D)
        NDArray turned = turn(narrow(heads, 2, 0, a + kv), context); // (B, T, A+K, D)
        return new Heads(
                narrow(turned, 2, 0, a).swapAxes(1, 2),
                narrow(turned, 2, a, kv).swapAxes(1, 2),
                narrow(heads, 2, a + kv, kv).swapAxes(1, 2));
    }

    private Heads turnedApart(NDArray product, long batch, long time, ForwardContext context) {
        int a = config.heads();
        int kv = config.keyValueHeads();
        int d = config.headSize();
        NDArray heads = interleaved
                ? product.reshape(batch, time, a, 3L * d) // (B, T, A, 3D)
                : product.reshape(batch, time, a + 2L * kv, d); // (B, T, A+2K, D)
        NDArray q = interleaved ? narrow(heads, 3, 0, d) : narrow(heads, 2, 0, a); // (B, T, A, D)
        NDArray k = interleaved ? narrow(heads, 3, d, d) : narrow(heads, 2, a, kv); // (B, T, K, D)
        NDArray v = interleaved ? narrow(heads, 3, 2L * d, d) : narrow(heads, 2, a + kv, kv); // (B, T, K, D)
        if (headNorms != null) {
            q = headNorms.query().forward(q);
            k = headNorms.key().forward(k);
        }
        return new Heads(turn(q, context).swapAxes(1, 2), turn(k, context).swapAxes(1, 2), v.swapAxes(1, 2));
    }

    private NDArray turn(NDArray x, ForwardContext context) {
        return rotary == null || context.turn() == null ? x : rotary.turn(x, context.turn());
    }

    /** What this layer adds to the scores of a pass, or none. */
    @Nullable
    public NDArray mask(ForwardContext context) {
        return windowed ? context.masks().window() : context.masks().full();
    }

    /** One new token: the A / K query heads of a group are taken as that many queries of their key head. */
    private NDArray attendOne(NDArray q, NDArray k, NDArray v, @Nullable NDArray mask) {
        long batch = q.getShape().get(0);
        int kv = config.keyValueHeads();
        NDArray grouped = q.reshape(batch, kv, config.heads() / kv, config.headSize()); // (B, K, A/K, D)
        NDArray mixed = scaledDotProductAttention(grouped, k, v, mask, false); // (B, K, A/K, D)
        return mixed.reshape(batch, 1, (long) config.heads() * config.headSize());
    }

    private NDArray attendMany(NDArray q, NDArray k, NDArray v, @Nullable NDArray mask) {
        int group = config.heads() / config.keyValueHeads();
        NDArray keys = group == 1 ? k : repeatInterleave(k, group, 1); // (B, A, S, D)
        NDArray values = group == 1 ? v : repeatInterleave(v, group, 1); // (B, A, S, D)
        NDArray mixed = scaledDotProductAttention(q, keys, values, mask, mask == null);
        Shape shape = mixed.getShape();
        return mixed.swapAxes(1, 2).reshape(shape.get(0), shape.get(2), shape.get(1) * shape.get(3)); // (B, T, A*D)
    }

    /** {@code array} (B, K, S, D) after {@code prefix} (B or 1, K, P, D). */
    private static NDArray after(NDArray prefix, NDArray array) {
        Shape shape = prefix.getShape();
        Shape each = new Shape(array.getShape().get(0), shape.get(1), shape.get(2), shape.get(3));
        return prefix.broadcast(each).concat(array, 2);
    }

    /** What hides the places of a prefix that a row does not have, (B, 1, 1, P) of float32; none where all rows have all. */
    private static @Nullable NDArray prefixMask(Adapter adapter, Adapter.Prefix prefix, NDArray q) {
        int rows = (int) q.getShape().get(0);
        int places = (int) prefix.keys().getShape().get(2);
        float[] hidden = new float[rows * places];
        boolean some = false;
        for (int row = 0; row < rows; row++) {
            int missing = places - adapter.prefixTokens(row);
            Arrays.fill(hidden, row * places, row * places + missing, Float.NEGATIVE_INFINITY);
            some |= missing > 0;
        }
        return some ? q.getManager().create(hidden, new Shape(rows, 1, 1, places)) : null;
    }

    /** The mask (B or 1, 1, T, P + S) of queries that see a prefix but for what is {@code hidden}, and what {@code mask} says. */
    private static @Nullable NDArray withPrefix(
            @Nullable NDArray mask, @Nullable NDArray hidden, NDArray q, boolean one, long places) {
        if (one && mask == null && hidden == null) {
            return null;
        }
        long time = q.getShape().get(2);
        NDManager step = q.getManager();
        NDArray text = mask != null ? to(mask, Dtype.FLOAT32) : AttentionMask.triangle(step, (int) time, 0);
        Shape shape = text.getShape();
        NDArray square = text.reshape(shape.dimension() < 4 ? new Shape(1, 1, shape.get(0), shape.get(1)) : shape);
        long rows = hidden == null ? square.getShape().get(0) : q.getShape().get(0);
        NDArray before = hidden == null
                ? step.zeros(new Shape(rows, 1, time, places))
                : hidden.broadcast(new Shape(rows, 1, time, places));
        NDArray after =
                square.broadcast(new Shape(rows, 1, time, square.getShape().get(3)));
        return to(before.concat(after, 3), Tensors.dtype(q));
    }

    CausalSelfAttention trainedCopy(NDManager owner) {
        HeadNorms norms = headNorms == null
                ? null
                : new HeadNorms(
                        TransformerBlock.trainedCopy(headNorms.query(), owner),
                        TransformerBlock.trainedCopy(headNorms.key(), owner));
        return new CausalSelfAttention(
                layer, config, queryKeyValue.trainedCopy(owner), output.trainedCopy(owner), norms, rotary);
    }

    public Linear queryKeyValue() {
        return queryKeyValue;
    }

    public RotaryEmbedding rotary() {
        return requireNonNull(rotary, "an architecture with rotary positions");
    }

    public Linear output() {
        return output;
    }

    public int layer() {
        return layer;
    }

    List<Parameter> normParameters() {
        if (headNorms == null) {
            return List.of();
        }
        return Stream.of(headNorms.query(), headNorms.key())
                .flatMap(norm -> norm.parameters().stream())
                .toList();
    }
}
