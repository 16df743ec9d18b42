package dev.attune.judgement.raters;

import java.util.Optional;

import dev.attune.judgement.vote.Votes;

/**
 * Bradley-Terry with a slope and a side for each rater, and ties as Davidson has them: P(left) against P(right) has the log odds
 * m = a_k (s_left - s_right) + b_k. A slope near 0 is a rater who does not look, one below 0 a rater who has it the wrong way round, a large
 * side one who takes what stands there. Fitted to the joint mode of the posterior by Newton's method; doubt by Laplace's approximation.
 *
 * <p>The joint mode is right where each answer is in many comparisons. Where each is in a few only, as in a queue of pairs, slopes grow while
 * worths shrink and no vote objects: {@link RaterHierarchy} takes the worths out by their means instead.
 *
 * <p>The mixtures that others use, CrowdBT and NoisyBT, are in {@code mixture}.
 */
public final class RaterModel {

    private static final int MOST_STEPS = 200;
    private static final double SMALL = 1e-9;
    private static final double SHORTEST = 1e-10;

    private RaterModel() {}

    /**
     * Fits.
     *
     * @throws IllegalStateException when Newton's method finds no mode, which sums that overflow could bring about
     */
    public static RaterFit fit(Votes votes, Priors priors) {
        Posterior posterior = new Posterior(votes, priors);
        Point at = posterior.start();
        double value = posterior.value(at);
        for (int step = 0; step < MOST_STEPS; step++) {
            Point gradient = posterior.gradient(at);
            if (gradient.largest() < SMALL) {
                break;
            }
            Optional<Point> next = climb(posterior, at, value, gradient);
            if (next.isEmpty()) {
                break;
            }
            at = next.get();
            value = posterior.value(at);
        }
        Arrow curvature = posterior
                .curvature(at, true)
                .or(expected(posterior, at))
                .orElseThrow(() -> new IllegalStateException("The votes give no curvature."));
        return new RaterFit(votes, posterior.layout(), at, value, curvature);
    }

    /** A better point along Newton's direction, or along the expected curvature's where the exact one is not positive definite. */
    private static Optional<Point> climb(Posterior posterior, Point at, double value, Point gradient) {
        Arrow curvature = posterior
                .curvature(at, true)
                .or(expected(posterior, at))
                .orElseThrow(() -> new IllegalStateException("The votes give no curvature."));
        Point step = curvature.step(gradient);
        for (double length = 1; length > SHORTEST; length /= 2) {
            Point next = at.plus(length, step);
            if (posterior.value(next) > value) {
                return Optional.of(next);
            }
        }
        return Optional.empty();
    }

    private static java.util.function.Supplier<Optional<Arrow>> expected(Posterior posterior, Point at) {
        return () -> posterior.curvature(at, false);
    }
}
