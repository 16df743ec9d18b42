package dev.attune.judgement.raters;

/**
 * What is believed before anybody votes: normal distributions, given by their standard deviations. A rater's slope is around 1, a rater's side
 * around that of all raters, which is around 0. A standard deviation of 0 fixes the value at its mean.
 *
 * @param worth of an answer's worth, in logits
 * @param slope of a rater's slope
 * @param side of a rater's side about the raters' common side, in logits
 * @param commonSide of the common side
 * @param logTies of the logarithm of the weight of ties; used only where there are ties
 */
public record Priors(double worth, double slope, double side, double commonSide, double logTies) {

    /** Raters who may differ: what {@link RaterHierarchy} begins with. */
    public static final Priors RATERS = new Priors(1, 0.5, 0.5, 0.5, 1);

    /** All raters are taken as one, without a side: Bradley-Terry, or Davidson's model where there are ties. */
    public static final Priors ONE_CROWD = new Priors(1, 0, 0, 0, 1);

    public Priors {
        if (!(worth > 0) || !(slope >= 0) || !(side >= 0) || !(commonSide >= 0) || !(logTies > 0)) {
            throw new IllegalArgumentException("A prior's standard deviation is no positive number.");
        }
    }

    Priors withRaters(double newSlope, double newSide) {
        return new Priors(worth, newSlope, newSide, commonSide, logTies);
    }
}
