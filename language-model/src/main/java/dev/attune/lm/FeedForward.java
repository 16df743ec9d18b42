package dev.attune.lm;

import ai.djl.ndarray.NDArray;

import static dev.attune.lm.torch.Operators.narrow;
import static dev.attune.lm.torch.Operators.silu;

/** {@code down(silu(gate(x)) * up(x))} (Shazeer 2020, arXiv:2002.05202). */
final class FeedForward {
    private final int intermediateSize;
    private final Linear gateUp;
    private final Linear down;

    FeedForward(int intermediateSize, Linear gateUp, Linear down) {
        this.intermediateSize = intermediateSize;
        this.gateUp = gateUp;
        this.down = down;
    }

    /** x (B, T, H) to (B, T, H). */
    NDArray forward(NDArray x, Adapter adapter) {
        NDArray both = gateUp.forward(x, adapter); // (B, T, 2F)
        NDArray gate = narrow(both, -1, 0, intermediateSize); // (B, T, F)
        NDArray up = narrow(both, -1, intermediateSize, intermediateSize); // (B, T, F)
        return down.forward(silu(gate).mul(up), adapter);
    }

    Linear gateUp() {
        return gateUp;
    }

    Linear down() {
        return down;
    }
}
