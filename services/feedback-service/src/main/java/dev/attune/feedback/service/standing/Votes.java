package dev.attune.feedback.service.standing;

import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.attune.feedback.standing.ProjectStanding.LeftOut;
import dev.attune.judgement.standing.Ballot;

/**
 * A project's votes as the model takes them.
 *
 * @param checkpoints by their number
 * @param ballots in the order in which they were given; their style is the contrast of the two answers' lengths
 * @param lastAt when the last of them was given or revised
 * @param cut whether older ones were not read
 */
record Votes(
        List<String> checkpoints,
        List<Ballot> ballots,
        @Nullable Instant lastAt,
        boolean cut,
        LeftOut leftOut) {
    Votes {
        checkpoints = List.copyOf(checkpoints);
        ballots = List.copyOf(ballots);
    }
}
