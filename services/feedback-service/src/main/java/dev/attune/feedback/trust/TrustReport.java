package dev.attune.feedback.trust;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

import dev.attune.judgement.raters.Suspicion;

/**
 * What managers see of a project's raters.
 *
 * @param fit absent while too few have rated the same pairs
 * @param leastVotes on pairs that several people rated, below which there is no fit
 * @param pending preferences that the ring is still to hear of anew
 * @param reliability absent where no vote could be predicted
 */
public record TrustReport(
        @Schema(nullable = true) @Nullable Fit fit,
        int leastVotes,
        List<Rater> raters,
        long pending,
        @Schema(nullable = true) @Nullable Reliability reliability) {
    public TrustReport {
        raters = List.copyOf(raters);
    }

    /**
     * The newest fit.
     *
     * @param drift by how much what was believed since the fit before differs from what this one says, in standard deviations
     * @param strays whether that is too much
     */
    public record Fit(
            UUID id,
            Instant readAt,
            int votes,
            int pairs,
            int raters,
            double commonSide,
            @Schema(nullable = true) @Nullable Double drift,
            boolean strays) {

        public static Fit of(FittedCrowd crowd) {
            return new Fit(
                    crowd.id(),
                    crowd.readAt(),
                    crowd.votes(),
                    crowd.pairs(),
                    crowd.raters(),
                    crowd.commonSide(),
                    crowd.drift(),
                    crowd.strays());
        }
    }

    /**
     * One rater, most votes first; the bounds are those of the 95 % interval.
     *
     * @param name absent of a person whose ratings were imported
     * @param slope how well answers are told apart; 1 is the mean, 0 is chance, below 0 is the wrong way round
     * @param leftShare of two answers as good as each other, how often the left one is taken
     */
    public record Rater(
            String pseudonym,
            @Schema(nullable = true) @Nullable String name,
            int votes,
            TrustedRater.Standing standing,
            List<Suspicion> doubts,
            double slope,
            double slopeLow,
            double slopeHigh,
            double leftShare,
            double leftShareLow,
            double leftShareHigh) {
        public Rater {
            doubts = List.copyOf(doubts);
        }

        public static Rater of(TrustedRater rater) {
            return new Rater(
                    rater.rater(),
                    rater.name(),
                    rater.votes(),
                    rater.standing(),
                    rater.doubts(),
                    rater.slope(),
                    rater.slopeLow(),
                    rater.slopeHigh(),
                    rater.leftShare(0),
                    rater.leftShare(-1),
                    rater.leftShare(1));
        }
    }
}
