package dev.attune.judgement.raters;

import dev.attune.judgement.maths.PositiveMatrix;
import dev.attune.judgement.vote.Davidson;
import dev.attune.judgement.vote.Vote;
import dev.attune.judgement.vote.Votes;

/** The worths on one island, given the raters: the mode, by Newton's method on a concave function, and the covariance there. */
final class IslandMode {

    private static final int MOST_STEPS = 50;
    private static final double SETTLED = 1e-8;
    private static final double SHORTEST = 1e-10;
    private static final int[] FIXED = {Layout.NONE, Layout.NONE, Layout.NONE, Layout.NONE};

    private final double[] worths;
    private final PositiveMatrix curvature;

    private IslandMode(double[] worths, PositiveMatrix curvature) {
        this.worths = worths;
        this.curvature = curvature;
    }

    static IslandMode of(Votes votes, Votes.Island island, Crowd crowd, double worth) {
        double precision = Layout.precision(worth);
        double[] at = new double[island.answers().size()];
        PositiveMatrix curvature = curvature(votes, island, crowd, precision, at);
        for (int step = 0; step < MOST_STEPS; step++) {
            double[] gradient = gradient(votes, island, crowd, precision, at);
            double[] direction = curvature.solve(gradient);
            double[] next = better(votes, island, crowd, precision, at, direction);
            double moved = 0;
            for (int i = 0; i < at.length; i++) {
                moved = Math.max(moved, Math.abs(next[i] - at[i]));
            }
            at = next;
            curvature = curvature(votes, island, crowd, precision, at);
            if (moved < SETTLED) {
                break;
            }
        }
        return new IslandMode(at, curvature);
    }

    private static double[] better(
            Votes votes, Votes.Island island, Crowd crowd, double precision, double[] at, double[] direction) {
        double value = value(votes, island, crowd, precision, at);
        for (double length = 1; length > SHORTEST; length /= 2) {
            double[] next = at.clone();
            for (int i = 0; i < at.length; i++) {
                next[i] += length * direction[i];
            }
            if (value(votes, island, crowd, precision, next) >= value) {
                return next;
            }
        }
        return at;
    }

    private static double value(Votes votes, Votes.Island island, Crowd crowd, double precision, double[] at) {
        double sum = 0;
        for (double worth : at) {
            sum -= precision * worth * worth / 2;
        }
        for (Vote vote : island.votes()) {
            sum += outcome(votes, crowd, vote, at).log();
        }
        return sum;
    }

    private static double[] gradient(Votes votes, Votes.Island island, Crowd crowd, double precision, double[] at) {
        double[] sum = new double[at.length];
        for (int i = 0; i < at.length; i++) {
            sum[i] = -precision * at[i];
        }
        for (Vote vote : island.votes()) {
            double slope = crowd.slopes()[vote.rater()]
                    * outcome(votes, crowd, vote, at).slope();
            sum[votes.placeOf(vote.left())] += slope;
            sum[votes.placeOf(vote.right())] -= slope;
        }
        return sum;
    }

    private static PositiveMatrix curvature(
            Votes votes, Votes.Island island, Crowd crowd, double precision, double[] at) {
        IslandCurvature sums = new IslandCurvature(at.length, new int[0], precision);
        for (Vote vote : island.votes()) {
            int left = votes.placeOf(vote.left());
            int right = votes.placeOf(vote.right());
            Tangent along = new Tangent(left, right, crowd.slopes()[vote.rater()], at[left] - at[right], FIXED);
            sums.add(along, outcome(votes, crowd, vote, at), 0);
        }
        return sums.answers().orElseThrow(() -> new IllegalStateException("A concave function has no curvature."));
    }

    private static Davidson outcome(Votes votes, Crowd crowd, Vote vote, double[] at) {
        return crowd.outcome(
                vote.rater(), vote.verdict(), at[votes.placeOf(vote.left())] - at[votes.placeOf(vote.right())]);
    }

    double worth(int place) {
        return worths[place];
    }

    PairBelief lead(int first, int second) {
        double variance = curvature.inverse(first, first)
                + curvature.inverse(second, second)
                - 2 * curvature.inverse(first, second);
        return new PairBelief(worths[first] - worths[second], Math.sqrt(variance));
    }

    /** The sum of the expected squares of the worths. */
    double squares() {
        double sum = 0;
        for (int i = 0; i < worths.length; i++) {
            sum += worths[i] * worths[i] + curvature.inverse(i, i);
        }
        return sum;
    }
}
