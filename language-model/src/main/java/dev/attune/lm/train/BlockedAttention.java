package dev.attune.lm.train;

import java.util.ArrayList;
import java.util.List;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import org.jspecify.annotations.Nullable;

import dev.attune.lm.config.TransformerConfig;
import dev.attune.lm.layer.Adapter.Prefix;
import dev.attune.lm.layer.AttentionMask;
import dev.attune.lm.torch.Dtype;
import dev.attune.lm.torch.Tensors;

import static dev.attune.lm.torch.GradientOperators.softmaxBackward;
import static dev.attune.lm.torch.GradientOperators.softmaxInPlace;
import static dev.attune.lm.torch.Operators.copyInto;
import static dev.attune.lm.torch.Operators.narrow;
import static dev.attune.lm.torch.Operators.to;

/**
 * Causal attention and its gradient, some queries at a time over the keys that they may see, so that scores never exist for
 * a whole sequence. The query heads of a group are further queries of their one key head: keys and values are not repeated.
 * On processors this takes about half the time of libtorch's flash kernel. Scores and softmax are float32.
 *
 * <p>Keys and values of a prefix stand before those of the text: all queries see them.
 */
final class BlockedAttention {
    private static final int QUERIES = 64;

    private final int heads;
    private final int keyValueHeads;
    private final int headSize;
    private final int innerSize;
    private final Dtype compute;

    BlockedAttention(TransformerConfig config, Dtype compute) {
        this.heads = config.heads();
        this.keyValueHeads = config.keyValueHeads();
        this.headSize = config.headSize();
        this.innerSize = config.intermediateSize();
        this.compute = compute;
    }

    /** Some queries of every row: those from {@code start}, {@code count} of them, which see the first {@code end} keys. */
    private record Span(int start, int count) {
        int end() {
            return start + count;
        }
    }

    /**
     * The sizes of one batch and the masks and numbers that its blocks share.
     *
     * @param mask (B or 1, 1, T, S) added to the scores, or none for plain causal attention
     * @param prefix places before the text
     */
    private record Batch(
            NDManager scratch,
            long rows,
            long time,
            NDArray scale,
            @Nullable NDArray mask,
            int prefix) {}

    /**
     * Gradients of what {@link #forward} is given.
     *
     * @param heads (B, T, A + 2K, D)
     * @param prefix of keys and values, (B, K, P, D) of float32; none where there is no prefix
     */
    record Gradients(NDArray heads, @Nullable Prefix prefix) {}

    /**
     * What {@link #forward} gives.
     *
     * @param mixed (B, T, A * D)
     * @param probabilities for the way back, of each block of queries, (BK, Gt, P + s) of float32; none of long texts, where they
     *     would take more memory than all else that a block of the transformer keeps
     */
    record Attended(NDArray mixed, List<NDArray> probabilities) {}

    /** heads (B, T, A + 2K, D), turned; what is made on the way is freed. */
    Attended forward(NDArray joined, @Nullable NDArray mask, @Nullable Prefix prefix) {
        NDManager outer = joined.getManager();
        Shape shape = joined.getShape();
        NDArray out = Tensors.empty(outer, compute, shape.get(0), shape.get(1), (long) heads, (long) headSize);
        List<NDArray> kept = new ArrayList<>();
        try (NDManager scratch = outer.newSubManager()) {
            Batch batch = batch(scratch, shape, mask, prefix);
            boolean keep = (long) heads * (batch.prefix() + batch.time()) <= 2L * innerSize;
            NDArray k = keyHeads(batch, joined, heads, prefix == null ? null : prefix.keys());
            NDArray v = keyHeads(batch, joined, heads + keyValueHeads, prefix == null ? null : prefix.values());
            for (int start = 0; start < batch.time(); start += QUERIES) {
                Span span = new Span(start, (int) Math.min(QUERIES, batch.time() - start));
                try (NDManager block = scratch.newSubManager()) {
                    NDArray q = queries(block, joined, span);
                    NDArray p = probabilities(block, batch, q, k, span);
                    if (keep) {
                        p.attach(outer);
                        kept.add(p);
                    }
                    NDArray mixed = to(p, compute).matMul(first(block, v, batch, span)); // (BK, Gt, D)
                    copyInto(place(block, out, span), mixed.reshape(batch.rows(), heads, span.count(), headSize));
                }
            }
        }
        return new Attended(out.reshape(shape.get(0), shape.get(1), (long) heads * headSize), kept);
    }

    /**
     * The gradients of {@code joined} and the prefix for the gradient (B, T, A * D) of {@link #forward}.
     *
     * @param kept probabilities of {@link #forward}; without them they are made once more
     */
    Gradients backward(
            NDArray gradient, NDArray joined, List<NDArray> kept, @Nullable NDArray mask, @Nullable Prefix prefix) {
        NDManager outer = gradient.getManager();
        Shape shape = joined.getShape();
        NDArray out = Tensors.empty(outer, compute, shape.getShape());
        try (NDManager scratch = outer.newSubManager()) {
            Batch batch = batch(scratch, shape, mask, prefix);
            NDArray mixed = owned(scratch, gradient.reshape(shape.get(0), shape.get(1), heads, headSize));
            NDArray k = keyHeads(batch, joined, heads, prefix == null ? null : prefix.keys());
            NDArray v = keyHeads(batch, joined, heads + keyValueHeads, prefix == null ? null : prefix.values());
            NDArray keyGradient = scratch.zeros(k.getShape());
            NDArray valueGradient = scratch.zeros(v.getShape());
            for (int start = 0; start < batch.time(); start += QUERIES) {
                Span span = new Span(start, (int) Math.min(QUERIES, batch.time() - start));
                try (NDManager block = scratch.newSubManager()) {
                    NDArray q = queries(block, joined, span);
                    NDArray g = queries(block, mixed, span);
                    NDArray p = kept.isEmpty() ? probabilities(block, batch, q, k, span) : kept.get(start / QUERIES);
                    first(block, valueGradient, batch, span)
                            .addi(to(p, compute).swapAxes(1, 2).matMul(g));
                    NDArray along = to(g.matMul(first(block, v, batch, span).swapAxes(1, 2)), Dtype.FLOAT32);
                    NDArray scores = to(softmaxBackward(along, p).muli(batch.scale()), compute); // (BK, Gt, s)
                    NDArray mine = scores.matMul(first(block, k, batch, span));
                    copyInto(place(block, out, span), mine.reshape(batch.rows(), heads, span.count(), headSize));
                    first(block, keyGradient, batch, span)
                            .addi(scores.swapAxes(1, 2).matMul(q));
                }
            }
            putKeyHeads(batch, out, heads, ofText(batch, keyGradient));
            putKeyHeads(batch, out, heads + keyValueHeads, ofText(batch, valueGradient));
            Prefix before = prefix == null
                    ? null
                    : new Prefix(ofPrefix(outer, batch, keyGradient), ofPrefix(outer, batch, valueGradient));
            return new Gradients(out, before);
        }
    }

    private Batch batch(NDManager scratch, Shape shape, @Nullable NDArray mask, @Nullable Prefix prefix) {
        NDArray scale = Tensors.scalar(scratch, 1 / Math.sqrt(headSize));
        int places = prefix == null ? 0 : (int) prefix.keys().getShape().get(2);
        return new Batch(scratch, shape.get(0), shape.get(1), scale, mask, places);
    }

    /** Of (BK, P + T, D) the text's part. */
    private static NDArray ofText(Batch batch, NDArray all) {
        return batch.prefix() == 0 ? all : owned(batch.scratch(), narrow(all, 1, batch.prefix(), batch.time()));
    }

    /** Of (BK, P + T, D) the prefix's part as (B, K, P, D). */
    private NDArray ofPrefix(NDManager outer, Batch batch, NDArray all) {
        NDArray part = owned(batch.scratch(), narrow(all, 1, 0, batch.prefix()));
        NDArray copy = part.reshape(batch.rows(), keyValueHeads, batch.prefix(), headSize)
                .duplicate();
        copy.attach(outer);
        return copy;
    }

    /** softmax(q k^T / sqrt(D) + mask), (BK, Gt, s) of float32. */
    private NDArray probabilities(NDManager block, Batch batch, NDArray q, NDArray k, Span span) {
        NDArray product = q.matMul(first(block, k, batch, span).swapAxes(1, 2)); // (BK, Gt, P + s)
        NDArray scores = to(product, Dtype.FLOAT32).muli(batch.scale());
        NDArray spread = scores.reshape(batch.rows(), heads, span.count(), batch.prefix() + span.end());
        spread.addi(maskOf(block, batch, span));
        softmaxInPlace(scores);
        return scores;
    }

    /** What is added to the scores (B, A, t, s) of a block. */
    private static NDArray maskOf(NDManager block, Batch batch, Span span) {
        NDArray mask = batch.mask();
        if (mask == null) {
            return AttentionMask.triangle(block, span.count(), batch.prefix() + span.start()); // (t, P + s)
        }
        NDArray rows = owned(block, narrow(mask, 2, span.start(), span.count()));
        NDArray text = owned(block, narrow(rows, 3, 0, span.end()));
        if (batch.prefix() == 0) {
            return text;
        }
        Shape shape = text.getShape();
        NDArray seen = Tensors.filled(block, Tensors.dtype(text), 0, shape.get(0), 1, shape.get(2), batch.prefix());
        return seen.concat(text, 3);
    }

    /** The queries of a span, (B, T, at least A, D) to (BK, Gt, D). */
    private NDArray queries(NDManager block, NDArray all, Span span) {
        NDArray view = place(block, all, span);
        long batch = view.getShape().get(0);
        long group = heads / (long) keyValueHeads;
        return view.reshape(batch * keyValueHeads, group * span.count(), headSize);
    }

    /** Where the queries of a span are in (B, T, at least A, D): a view (B, A, t, D). */
    private NDArray place(NDManager block, NDArray all, Span span) {
        NDArray some = owned(block, narrow(all, 1, span.start(), span.count()));
        return narrow(some, 2, 0, heads).swapAxes(1, 2);
    }

    /** K heads from number {@code from} on, (B, T, A + 2K, D) to (BK, P + T, D), after those of a prefix (B or 1, K, P, D). */
    private NDArray keyHeads(Batch batch, NDArray all, int from, @Nullable NDArray prefix) {
        NDArray view = owned(batch.scratch(), narrow(all, 2, from, keyValueHeads));
        NDArray text = view.swapAxes(1, 2).reshape(batch.rows() * keyValueHeads, batch.time(), headSize);
        if (prefix == null) {
            return text;
        }
        NDArray each = prefix.broadcast(new Shape(batch.rows(), keyValueHeads, batch.prefix(), headSize));
        each.attach(batch.scratch());
        return each.reshape(batch.rows() * keyValueHeads, batch.prefix(), headSize)
                .concat(text, 1);
    }

    private void putKeyHeads(Batch batch, NDArray all, int from, NDArray values) {
        NDArray view = owned(batch.scratch(), narrow(all, 2, from, keyValueHeads));
        NDArray turned = values.reshape(batch.rows(), keyValueHeads, batch.time(), headSize);
        copyInto(view, turned.swapAxes(1, 2));
    }

    /** The keys or values that a span may see. */
    private static NDArray first(NDManager block, NDArray keys, Batch batch, Span span) {
        return owned(block, narrow(keys, 1, 0, batch.prefix() + span.end()));
    }

    private static NDArray owned(NDManager manager, NDArray array) {
        array.attach(manager);
        return array;
    }
}
