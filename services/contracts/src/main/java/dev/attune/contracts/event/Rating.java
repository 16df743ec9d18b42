package dev.attune.contracts.event;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

import dev.attune.contracts.error.Require;
import dev.attune.contracts.event.part.Verdict;
import dev.attune.contracts.name.Names;

/**
 * One person's rating of one item, with all that is needed to explain it later.
 *
 * @param annotator pseudonym of the person, never a name
 * @param strength 1 slightly, 2 clearly, 3 much better; 0 unless the verdict is decisive
 * @param left the answer that stood on the left (the server chose and stored the side)
 * @param dwellMillis time between the lease and the rating, in milliseconds
 * @param source {@code page}, {@code program}, {@code import:<format>}, or {@code adjudication}: a reviewer decided
 * @param comment what the person wrote about the answers, plain text; absent where nothing was written
 * @param answers what was said of each answer by itself, left and right; empty where nothing was
 * @param correction one of the answers as the person would have it
 * @param guidelinesVersion which guidelines the person had before them; absent in ratings of before
 * @param draw how the item was chosen for the person; absent where nobody set it, and in ratings of before
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
        @Nullable String comment,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Remarks> answers,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Correction correction,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Integer guidelinesVersion,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Draw draw) {

    @JsonCreator
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
        Require.that(
                verdict != Verdict.RANKED && verdict != Verdict.WRITTEN,
                "the verdict on a pair must compare its answers but is " + verdict);
        answers = Require.copy(answers);
        Require.that(answers.isEmpty() || answers.size() == 2, "answers must be of both answers, or of none");
        Require.that(correction == null || correction.position() < 2, "correction must be of one of the two answers");
    }

    /** A verdict and maybe words. */
    public Rating(
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
        this(
                ratingId,
                itemId,
                projectId,
                promptId,
                prompt,
                left,
                right,
                verdict,
                strength,
                annotator,
                leaseId,
                dwellMillis,
                source,
                ratedAt,
                comment,
                List.of(),
                null,
                null,
                null);
    }

    /**
     * How an item was chosen for a rater. Whoever measures how a model does in general, or whether that drifts, looks at the even share only: what
     * is chosen for being hard tells nothing fair about that.
     *
     * @param strategy such as {@code OLDEST} or {@code INFORMATION}
     * @param even whether it was drawn evenly from all that waited
     * @param propensity the probability with which it was chosen
     */
    public record Draw(String strategy, boolean even, double propensity) {
        public Draw {
            Require.text(strategy, "strategy");
            Require.that(propensity > 0 && propensity <= 1, "propensity must lie above 0 and not above 1");
        }
    }

    /**
     * What a person said of one answer by itself.
     *
     * @param scores on the axes of the project; an axis that was not scored is absent
     * @param flags such as {@code untrue}
     */
    public record Remarks(
            @JsonInclude(JsonInclude.Include.NON_EMPTY) Map<String, Integer> scores,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> flags,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Highlight> highlights) {

        /** Nothing was said. */
        public static final Remarks NONE = new Remarks(Map.of(), List.of(), List.of());

        public Remarks {
            Require.that(
                    scores == null || scores.values().stream().noneMatch(Objects::isNull),
                    "a score is missing; leave its axis out");
            Require.that(flags == null || flags.stream().noneMatch(Objects::isNull), "a flag is missing");
            Require.that(
                    highlights == null || highlights.stream().noneMatch(Objects::isNull), "a highlight is missing");
            scores = Require.copy(scores);
            flags = Require.copy(flags);
            highlights = Require.copy(highlights);
        }
    }

    /**
     * A part of an answer that was marked.
     *
     * @param start in Unicode code points of the answer as it was written
     * @param end behind the last one
     * @param reason one of those that the project names
     */
    public record Highlight(
            int start,
            int end,
            String reason,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            String comment) {
        public Highlight {
            Require.that(start >= 0 && end > start, "a highlight must have 0 <= start < end");
            Require.text(reason, "reason");
        }
    }

    /**
     * An answer as the person would have it.
     *
     * @param position of the answer that was corrected, on the screen
     * @param answer what the person made of it
     */
    public record Correction(int position, Candidate answer) {
        public Correction {
            Require.that(position >= 0, "position must not be negative");
            Require.present(answer, "answer");
        }
    }
}
