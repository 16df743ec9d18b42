package dev.attune.judgement.raters;

import java.util.Arrays;

/**
 * Where the parameters that all islands share stand in one vector: the raters' slopes, their sides about the common side, the common side,
 * the logarithm of the weight of ties. What the priors fix has no place.
 */
final class Layout {

    /** Of a parameter that is fixed. */
    static final int NONE = -1;

    private final Priors priors;
    private final int raters;
    private final boolean ties;

    Layout(Priors priors, int raters, boolean ties) {
        this.priors = priors;
        this.raters = raters;
        this.ties = ties;
    }

    int slope(int rater) {
        return priors.slope() > 0 ? rater : NONE;
    }

    int side(int rater) {
        return priors.side() > 0 ? slopes() + rater : NONE;
    }

    int commonSide() {
        return priors.commonSide() > 0 ? slopes() + sides() : NONE;
    }

    int ties() {
        return ties ? slopes() + sides() + common() : NONE;
    }

    int size() {
        return slopes() + sides() + common() + (ties ? 1 : 0);
    }

    private int slopes() {
        return priors.slope() > 0 ? raters : 0;
    }

    private int sides() {
        return priors.side() > 0 ? raters : 0;
    }

    private int common() {
        return priors.commonSide() > 0 ? 1 : 0;
    }

    /** The means of the priors. */
    double[] means() {
        double[] means = new double[size()];
        Arrays.fill(means, 0, slopes(), 1);
        return means;
    }

    /** One over the variance of each prior. */
    double[] precisions() {
        double[] precisions = new double[size()];
        Arrays.fill(precisions, 0, slopes(), precision(priors.slope()));
        Arrays.fill(precisions, slopes(), slopes() + sides(), precision(priors.side()));
        if (commonSide() != NONE) {
            precisions[commonSide()] = precision(priors.commonSide());
        }
        if (ties) {
            precisions[ties()] = precision(priors.logTies());
        }
        return precisions;
    }

    static double precision(double deviation) {
        return 1 / (deviation * deviation);
    }

    double slope(int rater, double[] shared) {
        return slope(rater) == NONE ? 1 : shared[slope(rater)];
    }

    /** The rater's side, the common one included. */
    double side(int rater, double[] shared) {
        return at(side(rater), shared) + at(commonSide(), shared);
    }

    double logTies(double[] shared) {
        return ties() == NONE ? Double.NEGATIVE_INFINITY : shared[ties()];
    }

    private static double at(int place, double[] shared) {
        return place == NONE ? 0 : shared[place];
    }
}
