package dev.attune.registry.card;

import org.jspecify.annotations.Nullable;

/**
 * A number with what it takes to judge it.
 *
 * @param low lower end of the 95 % interval; absent where none was computed
 * @param n of how many it is; absent where that is not known
 * @param source id of the run or evaluation whose event says it
 */
public record Figure(
        String name,
        double value,
        @Nullable Double low,
        @Nullable Double high,
        @Nullable Long n,
        String source) {

    /** Whether the interval leaves open on which side of {@code value} the truth lies. */
    public boolean leavesOpen(double than) {
        return low != null && high != null && low <= than && than <= high;
    }
}
