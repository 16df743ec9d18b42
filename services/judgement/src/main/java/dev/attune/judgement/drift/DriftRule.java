package dev.attune.judgement.drift;

import dev.attune.judgement.finding.Interval;

/**
 * What is a drift and when it is believed.
 *
 * @param usual how often ratings disagree with the reward model where nothing has changed
 * @param drifted how often at least where something has
 * @param threshold of the cumulative sum; without a drift it takes {@code exp(threshold)} ratings or more, in the mean, to get there by chance
 */
public record DriftRule(double usual, double drifted, double threshold) {

    /** How much worse a reward model has to be for its ratings to have drifted: 15 points. */
    public static final double LOSS = 0.15;

    /** At 2,000 ratings without a drift 4 of 100 watches have raised a false alarm by then. */
    public static final double THRESHOLD = 7.5;

    /** The upper end of this interval is above the true share four times in five. */
    private static final double LEVEL = 0.6;

    public DriftRule {
        if (!(usual > 0 && usual < drifted && drifted < 1)) {
            throw new IllegalArgumentException(
                    "A drift is from a share of disagreements between 0 and 1 to a higher one, not from " + usual
                            + " to " + drifted + ".");
        }
        if (!(threshold > 0)) {
            throw new IllegalArgumentException("A threshold is above 0, not " + threshold + ".");
        }
    }

    /**
     * The rule for a reward model that was measured. As few pairs say little of how good it is, what is usual is the upper 80 % limit
     * of its error.
     *
     * @param errors held-out pairs of which it prefers the wrong answer
     * @param pairs held-out pairs, one at least
     * @throws IllegalArgumentException when it is so bad that nobody could tell a drift
     */
    public static DriftRule of(int errors, int pairs) {
        double usual = Interval.wilson(errors, pairs, LEVEL).get().high();
        return new DriftRule(usual, usual + LOSS, THRESHOLD);
    }
}
