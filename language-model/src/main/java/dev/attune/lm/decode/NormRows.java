package dev.attune.lm.decode;

import java.lang.foreign.MemorySegment;
import java.util.IdentityHashMap;
import java.util.Map;

import dev.attune.lm.layer.Adapter;
import dev.attune.lm.layer.Norm;
import dev.attune.lm.layer.TransformerBlock;
import dev.attune.lm.torch.Tensors;
import dev.attune.lm.transformer.Transformer;

import static java.util.Objects.requireNonNull;

/** Where the norms' weights lie: one vector of float32 for all rows, or one for each where an adapter says so. */
final class NormRows {
    private final Map<Norm, MemorySegment> base = new IdentityHashMap<>();
    private final Map<Norm, MemorySegment> used = new IdentityHashMap<>();

    NormRows(Transformer transformer) {
        for (TransformerBlock block : transformer.blocks()) {
            base.put(block.attentionNorm(), weights(block.attentionNorm()));
            base.put(block.feedForwardNorm(), weights(block.feedForwardNorm()));
        }
        base.put(transformer.finalNorm(), weights(transformer.finalNorm()));
    }

    /** From now on with the norms of {@code adapter}. */
    void use(Adapter adapter) {
        base.forEach((norm, weights) -> {
            Norm own = adapter.norm(norm);
            used.put(norm, own == norm ? weights : weights(own));
        });
    }

    /** Weights (N) of all rows, or (rows, N). */
    MemorySegment of(Norm norm) {
        return requireNonNull(used.get(norm));
    }

    private static MemorySegment weights(Norm norm) {
        return Tensors.bytes(norm.parameters().getFirst().value());
    }
}
