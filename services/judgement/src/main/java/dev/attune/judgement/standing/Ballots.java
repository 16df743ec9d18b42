package dev.attune.judgement.standing;

import java.util.List;

import dev.attune.judgement.finding.Finding;
import dev.attune.judgement.finding.Interval;

/**
 * All votes between checkpoints 0 to checkpoints-1.
 *
 * @param checkpoints how many there are
 * @param all their votes, both-bad ones included
 */
public record Ballots(int checkpoints, List<Ballot> all) {

    private static final double LEVEL = 0.95;

    public Ballots {
        all = List.copyOf(all);
        long lengths = all.stream()
                .mapToInt(ballot -> ballot.style().size())
                .distinct()
                .count();
        if (lengths > 1) {
            throw new IllegalArgumentException("All votes have the same features of style, or none has any.");
        }
        for (Ballot ballot : all) {
            if (ballot.left() >= checkpoints || ballot.right() >= checkpoints) {
                throw new IllegalArgumentException("A vote names a checkpoint that is not there: " + ballot);
            }
        }
    }

    /**
     * What one checkpoint has against another.
     *
     * @param wins of the first, wherever it stood
     * @param ties of both
     * @param losses of the first
     * @param bothBad votes that found neither any good; none of the others
     */
    public record Record(int wins, int ties, int losses, int bothBad) {

        /** The share of wins, a tie counting half, with Wilson's interval at 95 %. Takes votes for independent: see {@link Clusters}. */
        public Finding<Interval> winRate() {
            return Interval.wilson(wins + ties / 2.0, wins + ties + losses, LEVEL);
        }

        /** The share of all votes that found neither any good, with Wilson's interval at 95 %. */
        public Finding<Interval> bothBadRate() {
            return Interval.wilson(bothBad, wins + ties + losses + bothBad, LEVEL);
        }
    }

    /** What the first has against the second. */
    public Record record(int first, int second) {
        int[] counts = new int[Outcome.values().length];
        for (Ballot ballot : all) {
            if (ballot.left() == first && ballot.right() == second) {
                counts[ballot.outcome().ordinal()]++;
            } else if (ballot.left() == second && ballot.right() == first) {
                counts[ballot.outcome().flipped().ordinal()]++;
            }
        }
        return new Record(
                counts[Outcome.LEFT.ordinal()],
                counts[Outcome.TIE.ordinal()],
                counts[Outcome.RIGHT.ordinal()],
                counts[Outcome.BOTH_BAD.ordinal()]);
    }

    /** The share of a checkpoint's votes that found both answers bad, with Wilson's interval. */
    public Finding<Interval> bothBadRate(int checkpoint) {
        List<Ballot> own = all.stream()
                .filter(ballot -> ballot.left() == checkpoint || ballot.right() == checkpoint)
                .toList();
        return Interval.wilson(
                (double) own.stream()
                        .filter(ballot -> !ballot.outcome().compares())
                        .count(),
                own.size(),
                LEVEL);
    }

    /** How often the first of two stood on the left, with Wilson's interval: near one half where sides were drawn. */
    public Finding<Interval> shownLeft(int first, int second) {
        long left = all.stream()
                .filter(b -> b.left() == first && b.right() == second)
                .count();
        long right = all.stream()
                .filter(b -> b.left() == second && b.right() == first)
                .count();
        return Interval.wilson((double) left, (double) (left + right), LEVEL);
    }

    int features() {
        return all.isEmpty() ? 0 : all.getFirst().style().size();
    }
}
