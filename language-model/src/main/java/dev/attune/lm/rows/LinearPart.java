package dev.attune.lm.rows;

import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.attune.lm.rows.RowVectors.Vector;

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
        @Nullable Vector input,
        @Nullable Vector scale,
        @Nullable Vector shift) {
    /** The layer as it is. */
    static final LinearPart NONE = new LinearPart(null, null, null, null);

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
    }

    /**
     * The second matrix of one part.
     *
     * @param b address of (rank, rows) of float32
     * @param firstRank place of its ranks among those of all parts
     * @param start first of its rows among those of all parts
     */
    record Piece(long b, int rank, int firstRank, int start, int rows) {}
}
