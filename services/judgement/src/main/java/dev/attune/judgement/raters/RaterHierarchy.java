package dev.attune.judgement.raters;

import java.util.List;

import dev.attune.judgement.vote.Votes;

/**
 * {@link RaterModel}'s raters without its joint mode: the worths are taken out by their means, so that pairs with two or three votes each are as
 * good as a tournament, and the raters themselves say how much raters differ (empirical Bayes): who gave three votes stays near the mean,
 * who gave three hundred is taken as he is. Expectation and maximisation, as item response theory has it (Bock and Aitkin 1981), with pairs for
 * its persons and raters for its items. The platform's own model.
 *
 * <p>Slopes times worths is all that votes tell: the unit is such that the raters' slopes have mean 1. A crowd most of whom are inverted looks
 * right from inside, the other way round.
 */
public final class RaterHierarchy {

    /** No prior becomes narrower than this, so that nobody is fixed at the mean. */
    private static final double FLOOR = 0.05;

    private static final double NARROWEST_WORTH = 0.1;
    private static final double WIDEST_WORTH = 5;
    private static final int MOST_ROUNDS = 500;
    private static final double SETTLED = 1e-3;

    private RaterHierarchy() {}

    /** Fits, beginning with {@code start}, whose widths of worths, slopes and sides are fitted, too. Slopes and sides must not be fixed. */
    public static CrowdFit fit(Votes votes, Priors start) {
        if (start.slope() == 0 || start.side() == 0 || start.commonSide() == 0) {
            throw new IllegalArgumentException("Raters who may not differ need no hierarchy.");
        }
        Priors priors = start;
        Crowd crowd = Crowd.start(votes);
        int[] perRater = votes.perRater();
        for (int round = 0; round < MOST_ROUNDS && !votes.all().isEmpty(); round++) {
            Expectation expected = new Expectation(votes, crowd, priors.worth()).gather();
            Maximisation maximisation = new Maximisation(expected, priors);
            Crowd improved = maximisation.improve(crowd);
            double mean = improved.meanSlope();
            Crowd next = improved.scaled(1 / mean);
            Priors wider = widths(priors, next, maximisation.estimates(crowd, perRater), expected.worth() * mean);
            boolean settled = distance(next, crowd) < SETTLED && distance(wider, priors) < SETTLED;
            crowd = next;
            priors = wider;
            if (settled) {
                break;
            }
        }
        Expectation expected = new Expectation(votes, crowd, priors.worth()).gather();
        List<RaterEstimate> raters = new Maximisation(expected, priors).estimates(crowd, perRater);
        return new CrowdFit(votes, crowd, priors, raters);
    }

    private static Priors widths(Priors priors, Crowd crowd, List<RaterEstimate> raters, double worth) {
        double slopes = 0;
        double sides = 0;
        for (int rater = 0; rater < raters.size(); rater++) {
            RaterEstimate estimate = raters.get(rater);
            slopes += square(crowd.slopes()[rater] - 1) + square(estimate.slopeDeviation());
            sides += square(crowd.sides()[rater] - crowd.commonSide()) + square(estimate.sideDeviation());
        }
        int count = Math.max(1, raters.size());
        return priors.with(
                Math.clamp(worth, NARROWEST_WORTH, WIDEST_WORTH),
                Math.max(FLOOR, Math.sqrt(slopes / count)),
                Math.max(FLOOR, Math.sqrt(sides / count)));
    }

    private static double square(double x) {
        return x * x;
    }

    private static double distance(Crowd one, Crowd other) {
        double largest = 0;
        for (int rater = 0; rater < one.slopes().length; rater++) {
            largest = Math.max(largest, Math.abs(one.slopes()[rater] - other.slopes()[rater]));
            largest = Math.max(largest, Math.abs(one.sides()[rater] - other.sides()[rater]));
        }
        return largest;
    }

    private static double distance(Priors one, Priors other) {
        return Math.max(
                Math.abs(one.worth() - other.worth()),
                Math.max(Math.abs(one.slope() - other.slope()), Math.abs(one.side() - other.side())));
    }
}
