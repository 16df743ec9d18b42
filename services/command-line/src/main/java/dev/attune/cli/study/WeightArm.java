package dev.attune.cli.study;

import java.util.List;

import dev.attune.contracts.event.PreferenceEvent.Outcome;
import dev.attune.judgement.raters.CrowdFit;
import dev.attune.judgement.vote.Verdict;
import dev.attune.judgement.vote.Vote;

/** What a reward model is told of a pair that several people voted on. */
enum WeightArm {
    /** What most of them said, as certain. */
    MAJORITY,
    /** What most of them said, as sure as the share of them. */
    SHARE,
    /** What the model of the raters holds to be better, as sure as it is. */
    RATERS,
    /** The truth, which nobody has outside of a study: how well it could go. */
    TRUTH;

    /**
     * What is told of a pair.
     *
     * @param first whether the pair's first answer is told to be better; of a tie, no matter
     * @param probability that it is, at least one half
     */
    record Label(Outcome outcome, boolean first, double probability) {}

    /**
     * The label of a pair.
     *
     * @param votes of the pair, whose first answer is {@code 2 pair}; at least one
     */
    Label label(int pair, List<Vote> votes, CrowdFit fit) {
        return switch (this) {
            case MAJORITY -> share(pair, votes);
            case SHARE -> share(pair, votes);
            case RATERS -> sure(fit.pair(2 * pair, 2 * pair + 1).predictive());
            case TRUTH -> sure(1);
        };
    }

    /** The trainer's setting {@code labels}. */
    String labels() {
        return this == MAJORITY ? "hard" : "soft";
    }

    private static Label share(int pair, List<Vote> votes) {
        long first = votes.stream()
                .filter(vote -> (vote.left() == 2 * pair) == (vote.verdict() == Verdict.LEFT))
                .count();
        double share = first / (double) votes.size();
        return share == 0.5 ? new Label(Outcome.TIE, true, 0.5) : sure(share);
    }

    private static Label sure(double first) {
        return new Label(Outcome.DECISIVE, first >= 0.5, Math.max(first, 1 - first));
    }
}
