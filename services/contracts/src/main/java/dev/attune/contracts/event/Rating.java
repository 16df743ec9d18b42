package dev.attune.contracts.event;

import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.attune.contracts.error.Require;
import dev.attune.contracts.name.Names;

/**
 * One person's rating of one item, with all that is needed to explain it later.
 *
 * @param annotator pseudonym of the person, never a name
 * @param strength 1 slightly, 2 clearly, 3 much better; 0 unless the verdict is decisive
 * @param left the answer that stood on the left (the server chose and stored the side)
 * @param dwellMillis time between the lease and the rating, in milliseconds
 * @param source {@code page}, {@code program} or {@code import:<format>}
 * @param comment what the person wrote about the answers, plain text; absent where nothing was written
 */
public record Rating(
        String ratingId,
        String itemId,
        String projectId,
        String promptId,
        List<Message> prompt,
        Candidate left,
        Candidate right,
        Verdict verdict,
        int strength,
        String annotator,
        @Nullable String leaseId,
        long dwellMillis,
        String source,
        Instant ratedAt,
        @Nullable String comment) {
    public Rating {
        Require.text(ratingId, "ratingId");
        Require.text(itemId, "itemId");
        Names.require(projectId, "projectId");
        Require.text(promptId, "promptId");
        prompt = Require.copy(prompt);
        Require.present(left, "left");
        Require.present(right, "right");
        Require.present(verdict, "verdict");
        Require.that(
                verdict.decisive() ? strength >= 1 && strength <= 3 : strength == 0,
                "strength must be 1 to 3 for a decisive verdict and 0 otherwise but is " + strength);
        Require.text(annotator, "annotator");
        Require.text(source, "source");
        Require.present(ratedAt, "ratedAt");
        Require.that(comment == null || !comment.isBlank(), "comment is blank; leave it out");
    }
}
