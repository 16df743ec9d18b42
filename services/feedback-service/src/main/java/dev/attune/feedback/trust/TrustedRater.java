package dev.attune.feedback.trust;

import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import dev.attune.judgement.maths.Logistic;
import dev.attune.judgement.raters.RaterEstimate;
import dev.attune.judgement.raters.Suspicion;

/**
 * What a fit knows of one rater.
 *
 * @param rater pseudonym
 * @param account absent of a person whose ratings were imported
 * @param name of the account
 * @param slope how well answers are told apart; 1 is the mean, 0 is chance, below 0 is the wrong way round
 * @param slopeDeviation its standard deviation
 * @param side how much the left place attracts, in logits
 * @param sideDeviation its standard deviation
 * @param votes how many votes that rests on
 * @param doubts why the model does not believe the rater; mostly none
 */
public record TrustedRater(
        String rater,
        @Nullable UUID account,
        @Nullable String name,
        double slope,
        double slopeDeviation,
        double side,
        double sideDeviation,
        int votes,
        List<Suspicion> doubts) {

    /** Two-sided, 95 %. */
    private static final double WIDTH = 1.96;

    /** A slope that may be below this says too little. */
    private static final double LEAST = 0.3;

    public TrustedRater {
        doubts = List.copyOf(doubts);
    }

    public static TrustedRater of(
            String rater, @Nullable UUID account, RaterEstimate estimate, List<Suspicion> doubts) {
        return new TrustedRater(
                rater,
                account,
                null,
                estimate.slope(),
                estimate.slopeDeviation(),
                estimate.side(),
                estimate.sideDeviation(),
                estimate.votes(),
                doubts);
    }

    /** In words. */
    public Standing standing() {
        if (!doubts.isEmpty()) {
            return Standing.DOUBTED;
        }
        return slopeLow() < LEAST ? Standing.TOO_FEW_VOTES : Standing.BELIEVED;
    }

    public double slopeLow() {
        return slope - WIDTH * slopeDeviation;
    }

    public double slopeHigh() {
        return slope + WIDTH * slopeDeviation;
    }

    /**
     * Of two answers as good as each other, how often the left one is taken.
     *
     * @param bound 0 the estimate, -1 its lower and 1 its upper bound
     */
    public double leftShare(int bound) {
        return Logistic.sigmoid(side + bound * WIDTH * sideDeviation);
    }

    /** What can be said of a rater. */
    public enum Standing {
        /** The interval is too wide to say anything: neither good nor bad. */
        TOO_FEW_VOTES,
        BELIEVED,
        /** Little doubt is left that something is wrong; the reasons stand beside it. */
        DOUBTED
    }
}
