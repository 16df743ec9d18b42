package dev.attune.judgement.raters;

import java.util.OptionalDouble;

import dev.attune.judgement.maths.Logistic;
import dev.attune.judgement.vote.Votes;

/** A fitted {@link RaterModel}: the posterior's mode, and its width by Laplace's approximation. */
public final class RaterFit {

    private final Votes votes;
    private final Layout layout;
    private final Point mode;
    private final double logPosterior;
    private final Arrow curvature;
    private final int[] perRater;

    RaterFit(Votes votes, Layout layout, Point mode, double logPosterior, Arrow curvature) {
        this.votes = votes;
        this.layout = layout;
        this.mode = mode;
        this.logPosterior = logPosterior;
        this.curvature = curvature;
        this.perRater = votes.perRater();
    }

    /** The log posterior at its mode, without normalising constants. */
    public double logPosterior() {
        return logPosterior;
    }

    /** An answer's worth, in logits of a rater of slope 1; says nothing beside answers of another island. */
    public double worth(int answer) {
        return mode.worths()[votes.islandOf(answer)][votes.placeOf(answer)];
    }

    /**
     * What is believed of two answers.
     *
     * @throws IllegalArgumentException when no chain of votes joins them: nothing is known then
     */
    public PairBelief pair(int first, int second) {
        if (!votes.joined(first, second)) {
            throw new IllegalArgumentException(
                    "No chain of votes joins answers " + first + " and " + second + ": how they compare is undefined.");
        }
        double[] weights = new double[mode.worths()[votes.islandOf(first)].length];
        weights[votes.placeOf(first)] += 1;
        weights[votes.placeOf(second)] -= 1;
        double variance = curvature.variance(votes.islandOf(first), weights);
        return new PairBelief(worth(first) - worth(second), Math.sqrt(variance));
    }

    public RaterEstimate rater(int rater) {
        return new RaterEstimate(
                layout.slope(rater, mode.shared()),
                Math.sqrt(covariance(layout.slope(rater), layout.slope(rater))),
                layout.side(rater, mode.shared()),
                Math.sqrt(sideVariance(rater)),
                perRater[rater]);
    }

    /** The side of all raters, in logits for the left. */
    public double commonSide() {
        return layout.commonSide() == Layout.NONE ? 0 : mode.shared()[layout.commonSide()];
    }

    /** The logarithm of the weight of ties; nothing where there are none. */
    public OptionalDouble logTies() {
        return layout.ties() == Layout.NONE ? OptionalDouble.empty() : OptionalDouble.of(mode.shared()[layout.ties()]);
    }

    /** P(the rater prefers the left one), of those who prefer one. */
    public double prefersLeft(int rater, int left, int right) {
        double lead = worth(left) - worth(right);
        return Logistic.sigmoid(layout.slope(rater, mode.shared()) * lead + layout.side(rater, mode.shared()));
    }

    private double sideVariance(int rater) {
        int own = layout.side(rater);
        int common = layout.commonSide();
        return covariance(own, own) + covariance(common, common) + 2 * covariance(own, common);
    }

    private double covariance(int one, int other) {
        return one == Layout.NONE || other == Layout.NONE ? 0 : curvature.covariance(one, other);
    }
}
