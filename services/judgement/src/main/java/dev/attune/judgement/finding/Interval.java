package dev.attune.judgement.finding;

import dev.attune.judgement.maths.Normal;

/**
 * An estimate with its interval.
 *
 * @param estimate what the data say
 * @param low the lower end
 * @param high the upper end
 */
public record Interval(double estimate, double low, double high) {
    public Interval {
        if (!(low <= high)) {
            throw new IllegalArgumentException(
                    "An interval's lower end is not above its upper one: " + low + ", " + high);
        }
    }

    /** A symmetric one. */
    public static Interval around(double estimate, double half) {
        return new Interval(estimate, estimate - half, estimate + half);
    }

    /**
     * Wilson's score interval of a share (Wilson 1927): honest for small counts and near 0 and 1.
     *
     * @param successes of the trials
     * @param level such as 0.95
     * @return undefined without a trial
     */
    public static Finding<Interval> wilson(double successes, double trials, double level) {
        if (trials <= 0) {
            return Finding.undefined(Undefined.NOTHING);
        }
        double z = Normal.quantile((1 + level) / 2);
        double share = successes / trials;
        double shrink = 1 + z * z / trials;
        double centre = (share + z * z / (2 * trials)) / shrink;
        double half = z / shrink * Math.sqrt(share * (1 - share) / trials + z * z / (4 * trials * trials));
        return Finding.of(new Interval(share, Math.max(0, centre - half), Math.min(1, centre + half)));
    }

    public double width() {
        return high - low;
    }

    public boolean holds(double value) {
        return low <= value && value <= high;
    }

    /** The wider of two. */
    public Interval wider(Interval other) {
        return other.width() > width() ? other : this;
    }
}
