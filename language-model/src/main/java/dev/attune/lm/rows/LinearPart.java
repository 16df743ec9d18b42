package dev.attune.lm.rows;

import java.util.List;

import ai.djl.ndarray.NDArray;
import org.jspecify.annotations.Nullable;

/**
 * What one adapter does in one linear layer: {@code y = scale * (W (input * x) + b + B A x) + shift}.
 *
 * @param lowRank the product, or none
 * @param input (in) in the compute type, or none
 * @param scale (out) in the compute type, or none
 * @param shift (out) in the compute type, or none
 */
record LinearPart(
        @Nullable LowRank lowRank,
        @Nullable NDArray input,
        @Nullable NDArray scale,
        @Nullable NDArray shift) {

    /**
     * The low-rank matrices of all parts of a layer, which share their input.
     *
     * @param a address of (ranks, in) of float32, scaled, the parts' one under the other
     * @param ranks of all parts together
     * @param pieces the second matrix of each part
     */
    record LowRank(long a, int ranks, List<Piece> pieces) {
        LowRank {
            pieces = List.copyOf(pieces);
        }

        /** Rows of the layer's output that it changes. */
        int rows() {
            return pieces.stream().mapToInt(Piece::rows).sum();
        }
    }

    /**
     * The second matrix of one part.
     *
     * @param b address of (rank, rows) of float32
     * @param firstRank place of its ranks among those of all parts
     * @param start first of its rows among those of all parts
     */
    record Piece(long b, int rank, int firstRank, int start, int rows) {}

    boolean isScaled() {
        return input != null || scale != null || shift != null;
    }
}
