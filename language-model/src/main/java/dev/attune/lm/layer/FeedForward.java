package dev.attune.lm.layer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;

import dev.attune.lm.config.Activation;
import dev.attune.lm.config.Architecture.FeedForwardNetwork;

import static dev.attune.lm.torch.Operators.narrow;

/**
 * {@code down(activation(gate(x)) * up(x))} (Shazeer 2020, arXiv:2002.05202), or {@code down(activation(up(x)))}.
 *
 * @param gateUp gate and up, one under the other, or up alone where there is no gate
 */
public record FeedForward(FeedForwardNetwork kind, int intermediateSize, Linear gateUp, Linear down) {
    /** x (B, T, H) to (B, T, H). */
    NDArray forward(NDArray x, Adapter adapter) {
        NDArray both = gateUp.forward(x, adapter); // (B, T, 2F) or (B, T, F)
        if (!kind.gated()) {
            return down.forward(kind.activation().of(both), adapter);
        }
        NDArray gate = narrow(both, -1, 0, intermediateSize); // (B, T, F)
        NDArray up = narrow(both, -1, intermediateSize, intermediateSize); // (B, T, F)
        return down.forward(kind.activation().of(gate).mul(up), adapter);
    }

    FeedForward trainedCopy(NDManager owner) {
        return new FeedForward(kind, intermediateSize, gateUp.trainedCopy(owner), down.trainedCopy(owner));
    }

    boolean isGatedSilu() {
        return kind.gated() && kind.activation() == Activation.SILU;
    }
}
