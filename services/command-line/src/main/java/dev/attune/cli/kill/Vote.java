package dev.attune.cli.kill;

import dev.attune.contracts.event.part.Verdict;

/**
 * The body of a rating's request.
 *
 * @param strength 1 to 3 for a decisive verdict, else 0
 */
record Vote(Verdict verdict, int strength) {

    /** What a simulated rater says who has no opinion: any of the four, by the item's id. */
    static Vote on(String itemId, String rater) {
        int drawn = Math.floorMod((itemId + rater).hashCode(), 10);
        return switch (drawn) {
            case 0 -> new Vote(Verdict.TIE, 0);
            case 1 -> new Vote(Verdict.BOTH_BAD, 0);
            default -> new Vote(drawn % 2 == 0 ? Verdict.LEFT : Verdict.RIGHT, 1 + drawn % 3);
        };
    }
}
