package dev.attune.lm;

import ai.djl.ndarray.NDArray;
import org.jspecify.annotations.Nullable;

/**
 * What every block needs to know about the pass that it is part of.
 *
 * @param turn rotary turns of the batch's positions
 * @param mask added to attention scores, (B, 1, T, S) or broadcastable to it; none means plain causal attention, or for
 *     a single new token that it sees everything
 * @param adapter added to the linear layers
 * @param cache keys and values of earlier tokens, or none
 */
record ForwardContext(
        RotaryEmbedding.Turn turn,
        @Nullable NDArray mask,
        Adapter adapter,
        @Nullable KvCache cache) {}
