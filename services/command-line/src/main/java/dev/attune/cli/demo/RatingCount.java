package dev.attune.cli.demo;

import java.util.HashSet;
import java.util.Set;

import dev.attune.contracts.event.part.Verdict;

/** What the simulated raters have done so far, counted by the ids that the service gave. */
final class RatingCount {

    private final int wantedDecisive;
    private final Set<String> ratings = new HashSet<>();
    private int decisive;
    private int mistaken;
    private int refused;

    RatingCount(int wantedDecisive) {
        this.wantedDecisive = wantedDecisive;
    }

    synchronized boolean enough() {
        return decisive >= wantedDecisive;
    }

    synchronized void accepted(String ratingId, Verdict verdict, boolean wasMistaken) {
        if (!ratings.add(ratingId) || !verdict.decisive()) {
            return;
        }
        decisive++;
        if (wasMistaken) {
            mistaken++;
        }
    }

    synchronized void refused() {
        refused++;
    }

    synchronized int ratings() {
        return ratings.size();
    }

    synchronized int decisive() {
        return decisive;
    }

    synchronized int refusals() {
        return refused;
    }

    /** The accuracy that a reward model with the raters' own rule would reach on their noisy ratings. */
    synchronized double noiseCeiling() {
        return decisive == 0 ? 1 : 1 - (double) mistaken / decisive;
    }
}
