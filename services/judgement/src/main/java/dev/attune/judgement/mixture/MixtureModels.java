package dev.attune.judgement.mixture;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

import dev.attune.judgement.maths.Logistic;
import dev.attune.judgement.maths.PositiveMatrix;
import dev.attune.judgement.vote.Verdict;
import dev.attune.judgement.vote.Vote;
import dev.attune.judgement.vote.Votes;

/**
 * CrowdBT and NoisyBT, as others use them, with gradients of our own: a vote has bounded influence, at the price of several modes. They are
 * there to compare with; the platform's own is {@code RaterHierarchy}. Priors: worths N(0, 1), logits of G around {@link #USUAL} with standard
 * deviation 1, sides N(0, 1). Ties are left out.
 */
public final class MixtureModels {

    /** The prior mean of G's logit: somebody who compares four times out of five. */
    public static final double USUAL = Logistic.logit(0.8);

    private static final int MOST_STEPS = 200;
    private static final double FLAT = 1e-9;
    private static final double DIFFERENCE = 1e-5;
    private static final double SHORTEST = 1e-10;

    /**
     * A fit.
     *
     * @param logPosterior at the mode, without normalising constants
     * @param worths of the answers
     * @param reliability each rater's G
     * @param leftShare of each rater who does not compare, how often the left is taken; empty for CrowdBT
     */
    public record Fit(double logPosterior, List<Double> worths, List<Double> reliability, List<Double> leftShare) {
        public Fit {
            worths = List.copyOf(worths);
            reliability = List.copyOf(reliability);
            leftShare = List.copyOf(leftShare);
        }
    }

    private MixtureModels() {}

    /** Fits from worths of 0 and usual raters, by Newton's method; second derivatives are differences of the first. */
    public static Fit fit(Votes votes, Mixture mixture) {
        double[] start = new double[votes.answers() + mixture.perRater() * votes.raters()];
        Arrays.fill(start, votes.answers(), votes.answers() + votes.raters(), USUAL);
        double[] mode = start;
        for (int step = 0; step < MOST_STEPS; step++) {
            double[] gradient = gradient(votes, mixture, mode);
            double[] next = flat(gradient) ? mode : climb(votes, mixture, mode, gradient);
            if (next == mode) {
                break;
            }
            mode = next;
        }
        return new Fit(
                value(votes, mixture, mode),
                values(mode, 0, votes.answers()),
                shares(mode, votes.answers(), votes.raters()),
                mixture.perRater() == 2 ? shares(mode, votes.answers() + votes.raters(), votes.raters()) : List.of());
    }

    /** A better point, or the same one where there is none. */
    private static double[] climb(Votes votes, Mixture mixture, double[] from, double[] gradient) {
        double[] step = curvature(votes, mixture, from).solve(gradient);
        double value = value(votes, mixture, from);
        for (double length = 1; length > SHORTEST; length /= 2) {
            double[] next = from.clone();
            for (int i = 0; i < next.length; i++) {
                next[i] += length * step[i];
            }
            if (value(votes, mixture, next) > value) {
                return next;
            }
        }
        return from;
    }

    /** Minus the second derivatives, with as much on the diagonal as makes them positive definite. */
    private static PositiveMatrix curvature(Votes votes, Mixture mixture, double[] at) {
        int size = at.length;
        double[] rows = new double[size * size];
        for (int i = 0; i < size; i++) {
            double[] up = at.clone();
            double[] down = at.clone();
            up[i] += DIFFERENCE;
            down[i] -= DIFFERENCE;
            double[] above = gradient(votes, mixture, up);
            double[] below = gradient(votes, mixture, down);
            for (int j = 0; j < size; j++) {
                double second = (below[j] - above[j]) / (4 * DIFFERENCE);
                rows[i * size + j] += second;
                rows[j * size + i] += second;
            }
        }
        Optional<PositiveMatrix> matrix = PositiveMatrix.of(size, rows);
        for (double more = 1e-3; matrix.isEmpty(); more *= 4) {
            for (int i = 0; i < size; i++) {
                rows[i * size + i] += more;
            }
            matrix = PositiveMatrix.of(size, rows);
        }
        return matrix.get();
    }

    private static double value(Votes votes, Mixture mixture, double[] at) {
        return logPosterior(votes, mixture, at, new double[at.length]);
    }

    private static boolean flat(double[] gradient) {
        return Arrays.stream(gradient).allMatch(each -> Math.abs(each) < FLAT);
    }

    static double[] gradient(Votes votes, Mixture mixture, double[] at) {
        double[] gradient = new double[at.length];
        logPosterior(votes, mixture, at, gradient);
        return gradient;
    }

    /** The log posterior; adds its derivatives to {@code gradient}. */
    static double logPosterior(Votes votes, Mixture mixture, double[] at, double[] gradient) {
        var places = new Mixture.Places(votes.answers(), votes.raters());
        double sum = 0;
        for (int i = 0; i < at.length; i++) {
            boolean logit = i >= places.answers() && i < places.answers() + places.raters();
            double away = at[i] - (logit ? USUAL : 0);
            sum -= away * away / 2;
            gradient[i] -= away;
        }
        for (Vote vote : votes.all()) {
            if (vote.verdict() != Verdict.TIE) {
                sum += mixture.add(vote, vote.verdict() == Verdict.LEFT ? 1 : -1, places, at, gradient);
            }
        }
        return sum;
    }

    private static List<Double> values(double[] mode, int from, int count) {
        return Arrays.stream(mode, from, from + count).boxed().toList();
    }

    private static List<Double> shares(double[] mode, int from, int count) {
        return Arrays.stream(mode, from, from + count)
                .map(Logistic::sigmoid)
                .boxed()
                .toList();
    }
}
