package dev.attune.feedback.service.standing;

import java.util.BitSet;
import java.util.List;

import dev.attune.judgement.standing.Ballot;
import dev.attune.judgement.standing.Ballots;
import dev.attune.judgement.standing.Outcome;

/** The checkpoints of a group, and how much was voted between them; votes that found both bad join nothing. */
final class Members {

    private final List<Integer> all;
    private final int votes;
    private final int raters;
    private final int prompts;

    Members(List<Integer> all, Ballots ballots) {
        this.all = all;
        BitSet member = new BitSet();
        all.forEach(member::set);
        BitSet seenRaters = new BitSet();
        BitSet seenPrompts = new BitSet();
        int count = 0;
        for (Ballot ballot : ballots.all()) {
            if (ballot.outcome() != Outcome.BOTH_BAD && member.get(ballot.left()) && member.get(ballot.right())) {
                count++;
                seenRaters.set(ballot.rater());
                seenPrompts.set(ballot.prompt());
            }
        }
        votes = count;
        raters = seenRaters.cardinality();
        prompts = seenPrompts.cardinality();
    }

    List<Integer> all() {
        return all;
    }

    int votes() {
        return votes;
    }

    int raters() {
        return raters;
    }

    int prompts() {
        return prompts;
    }

    /** Raters or prompts, whichever are fewer. */
    int fewest() {
        return Math.min(raters, prompts);
    }
}
