package dev.attune.feedback.service.standing;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.stream.Stream;

import dev.attune.feedback.standing.CheckpointRating.Tally;
import dev.attune.judgement.standing.Ballot;
import dev.attune.judgement.standing.Outcome;

/** What was said how often, counted once. */
final class Tallies {

    private static final int OUTCOMES = Outcome.values().length;

    private final int[][][] shown;
    private final BitSet[] raters;
    private final BitSet[] prompts;

    /**
     * What the first of two has against the second.
     *
     * @param shownLeft how often it stood on the left
     */
    record Counts(int wins, int ties, int losses, int bothBad, int shownLeft) {

        int compared() {
            return wins + ties + losses;
        }

        int all() {
            return compared() + bothBad;
        }

        double score() {
            return wins + ties / 2.0;
        }

        Counts plus(Counts other) {
            return new Counts(
                    wins + other.wins,
                    ties + other.ties,
                    losses + other.losses,
                    bothBad + other.bothBad,
                    shownLeft + other.shownLeft);
        }
    }

    Tallies(int checkpoints, List<Ballot> ballots) {
        shown = new int[checkpoints][checkpoints][OUTCOMES];
        raters = Stream.generate(BitSet::new).limit(checkpoints).toArray(BitSet[]::new);
        prompts = Stream.generate(BitSet::new).limit(checkpoints).toArray(BitSet[]::new);
        for (Ballot ballot : ballots) {
            shown[ballot.left()][ballot.right()][ballot.outcome().ordinal()]++;
            for (int checkpoint : new int[] {ballot.left(), ballot.right()}) {
                raters[checkpoint].set(ballot.rater());
                prompts[checkpoint].set(ballot.prompt());
            }
        }
    }

    Counts between(int first, int second) {
        return new Counts(
                shown(first, second, Outcome.LEFT) + shown(second, first, Outcome.RIGHT),
                shown(first, second, Outcome.TIE) + shown(second, first, Outcome.TIE),
                shown(first, second, Outcome.RIGHT) + shown(second, first, Outcome.LEFT),
                shown(first, second, Outcome.BOTH_BAD) + shown(second, first, Outcome.BOTH_BAD),
                Arrays.stream(shown[first][second]).sum());
    }

    private int shown(int left, int right, Outcome outcome) {
        return shown[left][right][outcome.ordinal()];
    }

    Counts of(int checkpoint) {
        Counts counts = new Counts(0, 0, 0, 0, 0);
        for (int other = 0; other < shown.length; other++) {
            counts = other == checkpoint ? counts : counts.plus(between(checkpoint, other));
        }
        return counts;
    }

    Tally tally(int checkpoint) {
        Counts counts = of(checkpoint);
        return new Tally(
                counts.wins(),
                counts.ties(),
                counts.losses(),
                counts.bothBad(),
                raters[checkpoint].cardinality(),
                prompts[checkpoint].cardinality());
    }
}
