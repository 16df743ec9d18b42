package dev.attune.contracts.statistics;

import dev.attune.contracts.error.Require;

/** A mean with its 95 % interval. */
public record Interval(double mean, double low, double high) {
    public Interval {
        Require.that(low <= mean && mean <= high, "an interval needs low <= mean <= high");
    }

    /**
     * Wilson's score interval for a share, at 95 % (Wilson 1927): honest for small counts and near 0 and 1.
     *
     * @param successes may be fractional: a tie counts as half a success
     */
    public static Interval wilson(double successes, long trials) {
        Require.that(trials > 0, "an interval needs at least one trial");
        double z = 1.959963984540054;
        double share = successes / trials;
        double shrink = 1 + z * z / trials;
        double centre = (share + z * z / (2 * trials)) / shrink;
        double half = z / shrink * Math.sqrt(share * (1 - share) / trials + z * z / (4.0 * trials * trials));
        return new Interval(share, Math.min(share, centre - half), Math.max(share, centre + half));
    }
}
