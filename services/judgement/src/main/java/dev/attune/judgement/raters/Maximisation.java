package dev.attune.judgement.raters;

import java.util.ArrayList;
import java.util.List;

import dev.attune.judgement.vote.Davidson;
import dev.attune.judgement.vote.Verdict;

/** The raters that make what is expected most probable: for each a logistic regression of two parameters, concave, by Newton's method. */
final class Maximisation {

    private static final int STEPS = 3;

    private final Expectation expected;
    private final Priors priors;

    Maximisation(Expectation expected, Priors priors) {
        this.expected = expected;
        this.priors = priors;
    }

    Crowd improve(Crowd crowd) {
        int raters = crowd.slopes().length;
        double[] slopes = crowd.slopes().clone();
        double[] sides = crowd.sides().clone();
        double logTies = crowd.logTies();
        double common = common(sides);
        for (int step = 0; step < STEPS; step++) {
            Crowd at = new Crowd(slopes, sides, common, logTies);
            double byTies = -logTies * Layout.precision(priors.logTies());
            double tieCurvature = Layout.precision(priors.logTies());
            for (int rater = 0; rater < raters; rater++) {
                Sums sums = sums(at, rater);
                byTies += sums.byTies();
                tieCurvature += sums.tieCurvature();
                move(sums, at, rater, slopes, sides);
            }
            logTies = logTies == Double.NEGATIVE_INFINITY ? logTies : logTies + byTies / tieCurvature;
            common = common(sides);
        }
        return new Crowd(slopes, sides, common, logTies);
    }

    /**
     * What is known of each rater, the doubt about the leads included (Louis 1982: the expected curvature less the variance of the score).
     */
    List<RaterEstimate> estimates(Crowd crowd, int[] votes) {
        List<RaterEstimate> estimates = new ArrayList<>();
        for (int rater = 0; rater < votes.length; rater++) {
            Sums sums = sums(crowd, rater);
            double[] lost = expected.scoreSpread(rater);
            double a = sums.slopeSlope() - lost[0] + Layout.precision(priors.slope());
            double ab = sums.slopeSide() - lost[1];
            double b = sums.sideSide() - lost[2] + Layout.precision(priors.side());
            double determinant = a * b - ab * ab;
            if (!(a > 0 && determinant > 0)) {
                a = Layout.precision(priors.slope());
                b = Layout.precision(priors.side());
                ab = 0;
                determinant = a * b;
            }
            estimates.add(new RaterEstimate(
                    crowd.slopes()[rater],
                    Math.sqrt(b / determinant),
                    crowd.sides()[rater],
                    Math.sqrt(a / determinant),
                    votes[rater]));
        }
        return List.copyOf(estimates);
    }

    private double common(double[] sides) {
        if (sides.length == 0) {
            return 0;
        }
        double sum = 0;
        for (double side : sides) {
            sum += side;
        }
        double own = Layout.precision(priors.side());
        return sum * own / (sides.length * own + Layout.precision(priors.commonSide()));
    }

    private void move(Sums sums, Crowd at, int rater, double[] slopes, double[] sides) {
        double slopePrecision = Layout.precision(priors.slope());
        double sidePrecision = Layout.precision(priors.side());
        double bySlope = sums.bySlope() - slopePrecision * (at.slopes()[rater] - 1);
        double bySide = sums.bySide() - sidePrecision * (at.sides()[rater] - at.commonSide());
        double a = sums.slopeSlope() + slopePrecision;
        double b = sums.sideSide() + sidePrecision;
        double ab = sums.slopeSide();
        double determinant = a * b - ab * ab;
        slopes[rater] += (b * bySlope - ab * bySide) / determinant;
        sides[rater] += (a * bySide - ab * bySlope) / determinant;
    }

    /** First derivatives by slope, side and ties, and minus the second ones. */
    private record Sums(
            double bySlope,
            double bySide,
            double byTies,
            double slopeSlope,
            double slopeSide,
            double sideSide,
            double tieCurvature) {}

    private Sums sums(Crowd at, int rater) {
        double[] sum = new double[7];
        for (Verdict verdict : Verdict.values()) {
            double[] counts = expected.counts(rater, verdict);
            for (int q = 0; q < LeadGrid.POINTS; q++) {
                if (counts[q] > 0) {
                    double lead = expected.grid().lead(q);
                    Davidson outcome = at.outcome(rater, verdict, lead);
                    sum[0] += counts[q] * outcome.slope() * lead;
                    sum[1] += counts[q] * outcome.slope();
                    sum[2] += counts[q] * outcome.tieSlope();
                    sum[3] += counts[q] * outcome.curvature() * lead * lead;
                    sum[4] += counts[q] * outcome.curvature() * lead;
                    sum[5] += counts[q] * outcome.curvature();
                    sum[6] += counts[q] * outcome.tieCurvature();
                }
            }
        }
        return new Sums(sum[0], sum[1], sum[2], sum[3], sum[4], sum[5], sum[6]);
    }
}
