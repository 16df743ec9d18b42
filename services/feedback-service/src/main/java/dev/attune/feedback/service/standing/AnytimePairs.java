package dev.attune.feedback.service.standing;

import dev.attune.feedback.standing.CheckpointPair.AnytimeShare;
import dev.attune.judgement.anytime.PairSequences;
import dev.attune.judgement.finding.Finding;
import dev.attune.judgement.finding.Interval;
import dev.attune.judgement.finding.Undefined;
import dev.attune.judgement.standing.Ballot;

/** The intervals of all pairs that hold however often one looks, from the votes in the order in which they came. */
final class AnytimePairs {

    private static final double ALPHA = 0.05;
    private static final double HALF = 0.5;

    /** Without its beginning a sequence of votes has no such interval. */
    private static final String CUT = "CUT";

    private final PairSequences sequences;
    private final boolean cut;

    AnytimePairs(Votes votes, int window) {
        sequences = new PairSequences(votes.checkpoints().size(), ALPHA, window);
        cut = votes.cut();
        for (Ballot ballot : votes.ballots()) {
            switch (ballot.outcome()) {
                case LEFT -> sequences.add(ballot.rater(), ballot.left(), ballot.right(), 1);
                case TIE -> sequences.add(ballot.rater(), ballot.left(), ballot.right(), HALF);
                case RIGHT -> sequences.add(ballot.rater(), ballot.left(), ballot.right(), 0);
                case BOTH_BAD -> {
                    // No verdict between the two.
                }
            }
        }
    }

    AnytimeShare of(int first, int second) {
        int raters = sequences.raters(first, second);
        if (cut) {
            return new AnytimeShare(null, null, raters, false, CUT);
        }
        if (raters == 0) {
            return new AnytimeShare(null, null, 0, false, Undefined.TOO_FEW.name());
        }
        Finding<Interval> interval = sequences.interval(first, second);
        return new AnytimeShare(
                interval.value().map(Interval::low).orElse(null),
                interval.value().map(Interval::high).orElse(null),
                raters,
                interval.value().map(each -> !each.holds(HALF)).orElse(false),
                interval.reason().map(Enum::name).orElse(null));
    }
}
