package dev.attune.lm;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;

import static dev.attune.lm.torch.Operators.narrow;
import static dev.attune.lm.torch.Operators.repeatInterleave;
import static dev.attune.lm.torch.Operators.scaledDotProductAttention;

/** Attention with grouped queries: each of K key and value heads serves A / K query heads (arXiv:2305.13245). */
final class CausalSelfAttention {
    private final int layer;
    private final TransformerConfig config;
    private final Linear queryKeyValue;
    private final Linear output;
    private final RotaryEmbedding rotary;

    CausalSelfAttention(
            int layer, TransformerConfig config, Linear queryKeyValue, Linear output, RotaryEmbedding rotary) {
        this.layer = layer;
        this.config = config;
        this.queryKeyValue = queryKeyValue;
        this.output = output;
        this.rotary = rotary;
    }

    /** x (B, T, H) to (B, T, H). */
    NDArray forward(NDArray x, ForwardContext context) {
        long batch = x.getShape().get(0);
        long time = x.getShape().get(1);
        int a = config.heads();
        int kv = config.keyValueHeads();
        NDArray heads = queryKeyValue
                .forward(x, context.adapter())
                .reshape(batch, time, a + 2L * kv, config.headSize()); // (B, T, A+2K, D)
        NDArray turned = rotary.turn(narrow(heads, 2, 0, a + kv), context.turn()); // (B, T, A+K, D)
        NDArray q = narrow(turned, 2, 0, a).swapAxes(1, 2); // (B, A, T, D)
        NDArray k = narrow(turned, 2, a, kv).swapAxes(1, 2); // (B, K, T, D)
        NDArray v = narrow(heads, 2, a + kv, kv).swapAxes(1, 2); // (B, K, T, D)
        if (context.cache() != null) {
            k = context.cache().appendKeys(layer, k); // (B, K, S, D)
            v = context.cache().appendValues(layer, v); // (B, K, S, D)
        }
        NDArray mixed = time == 1 && context.cache() != null
                ? attendOne(q, k, v, context)
                : attendMany(q, k, v, context); // (B, T, A*D)
        return output.forward(mixed, context.adapter());
    }

    /** One new token: the A / K query heads of a group are taken as that many queries of their key head. */
    private NDArray attendOne(NDArray q, NDArray k, NDArray v, ForwardContext context) {
        long batch = q.getShape().get(0);
        int kv = config.keyValueHeads();
        NDArray grouped = q.reshape(batch, kv, config.heads() / kv, config.headSize()); // (B, K, A/K, D)
        NDArray mixed = scaledDotProductAttention(grouped, k, v, context.mask(), false); // (B, K, A/K, D)
        return mixed.reshape(batch, 1, (long) config.heads() * config.headSize());
    }

    private NDArray attendMany(NDArray q, NDArray k, NDArray v, ForwardContext context) {
        int group = config.heads() / config.keyValueHeads();
        NDArray keys = group == 1 ? k : repeatInterleave(k, group, 1); // (B, A, S, D)
        NDArray values = group == 1 ? v : repeatInterleave(v, group, 1); // (B, A, S, D)
        NDArray mixed = scaledDotProductAttention(q, keys, values, context.mask(), context.mask() == null);
        Shape shape = mixed.getShape();
        return mixed.swapAxes(1, 2).reshape(shape.get(0), shape.get(2), shape.get(1) * shape.get(3)); // (B, T, A*D)
    }

    Linear queryKeyValue() {
        return queryKeyValue;
    }

    Linear output() {
        return output;
    }
}
