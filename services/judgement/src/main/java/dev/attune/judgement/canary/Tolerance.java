package dev.attune.judgement.canary;

/**
 * How much worse is not yet harm: what is measured may be {@code times} production's and {@code plus}.
 *
 * @param times 1 for a difference; above 1 for a ratio
 * @param plus in the unit of what is measured, 0 or more
 */
public record Tolerance(double times, double plus) {

    /** Checks itself. */
    public Tolerance {
        if (!(times > 0 && plus >= 0 && plus < 1)) {
            throw new IllegalArgumentException("A tolerance is a positive ratio and a difference in [0, 1).");
        }
    }
}
