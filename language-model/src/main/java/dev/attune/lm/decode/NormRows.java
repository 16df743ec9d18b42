package dev.attune.lm.decode;

import java.util.IdentityHashMap;
import java.util.Map;

import dev.attune.lm.layer.Adapter;
import dev.attune.lm.layer.Norm;
import dev.attune.lm.layer.TransformerBlock;
import dev.attune.lm.torch.Tensors;
import dev.attune.lm.transformer.Transformer;

import static java.util.Objects.requireNonNull;

/** The norms' weights in Java's memory: one vector for all rows, or one for each where an adapter says so. */
final class NormRows {
    private final Map<Norm, float[][]> base = new IdentityHashMap<>();
    private Map<Norm, float[][]> used = base;

    NormRows(Transformer transformer) {
        for (TransformerBlock block : transformer.blocks()) {
            put(base, block.attentionNorm(), block.attentionNorm());
            put(base, block.feedForwardNorm(), block.feedForwardNorm());
        }
        put(base, transformer.finalNorm(), transformer.finalNorm());
    }

    /** From now on with the norms of {@code adapter}. */
    void use(Adapter adapter) {
        Map<Norm, float[][]> next = new IdentityHashMap<>(base);
        boolean changed = false;
        for (Norm norm : base.keySet()) {
            Norm own = adapter.norm(norm);
            if (own != norm) {
                put(next, norm, own);
                changed = true;
            }
        }
        used = changed ? next : base;
    }

    /** Weights (N) of each row, or of all. */
    float[][] of(Norm norm) {
        return requireNonNull(used.get(norm));
    }

    private static void put(Map<Norm, float[][]> weights, Norm norm, Norm own) {
        float[] all =
                RowKernels.copyOf(Tensors.bytes(own.parameters().getFirst().value()));
        int width = (int) norm.parameters().getFirst().count();
        float[][] rows = new float[all.length / width][width];
        for (int row = 0; row < rows.length; row++) {
            System.arraycopy(all, row * width, rows[row], 0, width);
        }
        weights.put(norm, rows);
    }
}
