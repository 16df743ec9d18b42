package dev.attune.contracts.event;

import java.time.Instant;
import java.util.List;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

import dev.attune.contracts.error.Require;
import dev.attune.contracts.event.ExchangeEvent.Assignment;
import dev.attune.contracts.event.Rating.Correction;
import dev.attune.contracts.event.Rating.Draw;
import dev.attune.contracts.json.Choice;
import dev.attune.contracts.name.Names;

/** On {@code attune.feedback}, keyed by item; what is said of served answers by completion. */
public sealed interface FeedbackEvent extends Event {

    /** A person rated an item. */
    record RatingGiven(Rating rating) implements FeedbackEvent {
        public RatingGiven {
            Require.present(rating, "rating");
        }

        @Override
        public String key() {
            return rating.itemId();
        }
    }

    /** A person changed an earlier rating; {@code rating} replaces the one of the same id. */
    record RatingRevised(Rating rating) implements FeedbackEvent {
        public RatingRevised {
            Require.present(rating, "rating");
        }

        @Override
        public String key() {
            return rating.itemId();
        }
    }

    /** A person put the answers of an item in an order. */
    record RankingGiven(Ranking ranking) implements FeedbackEvent {
        public RankingGiven {
            Require.present(ranking, "ranking");
        }

        @Override
        public String key() {
            return ranking.itemId();
        }
    }

    /** A person changed an earlier ranking; {@code ranking} replaces the one of the same id. */
    record RankingRevised(Ranking ranking) implements FeedbackEvent {
        public RankingRevised {
            Require.present(ranking, "ranking");
        }

        @Override
        public String key() {
            return ranking.itemId();
        }
    }

    /**
     * One person's order of the answers of one item; what has no note here means what it does in a {@link Rating}.
     *
     * @param answers as they stood on the screen (the server drew and stored the order)
     * @param groups places in {@code answers}, the best first and ties in one group; what is in none was not ranked, and is
     *     behind all that was
     * @param remarks on each of {@code answers}; empty where nothing was said
     */
    record Ranking(
            String ratingId,
            String itemId,
            String projectId,
            String promptId,
            List<Message> prompt,
            List<Candidate> answers,
            List<List<Integer>> groups,
            String annotator,
            @Nullable String leaseId,
            long dwellMillis,
            String source,
            Instant ratedAt,
            @Nullable String comment,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Rating.Remarks> remarks,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            Correction correction,

            @Nullable Integer guidelinesVersion,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            Draw draw) {
        public Ranking {
            Require.text(ratingId, "ratingId");
            Require.text(itemId, "itemId");
            Names.require(projectId, "projectId");
            Require.text(promptId, "promptId");
            prompt = Require.copy(prompt);
            answers = Require.copy(answers);
            groups = Require.copy(groups).stream().map(List::copyOf).toList();
            requirePlaces(groups, answers.size());
            Require.text(annotator, "annotator");
            Require.text(source, "source");
            Require.present(ratedAt, "ratedAt");
            Require.that(comment == null || !comment.isBlank(), "comment is blank; leave it out");
            remarks = Require.copy(remarks);
            Require.that(
                    remarks.isEmpty() || remarks.size() == answers.size(), "remarks must be on all answers, or none");
            Require.that(
                    correction == null || correction.position() < answers.size(),
                    "correction must be of one of the answers");
        }

        private static void requirePlaces(List<List<Integer>> groups, int answers) {
            List<Integer> places = groups.stream().flatMap(List::stream).toList();
            Require.that(!places.isEmpty() && groups.stream().noneMatch(List::isEmpty), "groups must not be empty");
            Require.that(
                    places.stream().distinct().count() == places.size()
                            && places.stream().allMatch(place -> place >= 0 && place < answers),
                    "groups must name places in answers, each once");
        }
    }

    /** A person took a rating back. */
    record RatingWithdrawn(String ratingId, String itemId, String annotator, String reason) implements FeedbackEvent {
        public RatingWithdrawn {
            Require.text(ratingId, "ratingId");
            Require.text(itemId, "itemId");
            Require.text(annotator, "annotator");
            Require.text(reason, "reason");
        }

        @Override
        public String key() {
            return itemId;
        }
    }

    /** What somebody does with an answer that a channel served. */
    enum Reaction implements Choice {
        UP(1),
        DOWN(0),
        /** Kept it, changed. */
        EDITED(0.5),
        /** Asked for another one. */
        REGENERATED(0);

        private final double score;

        Reaction(double score) {
            this.score = score;
        }

        /** What it says of the answer: 1 is good, 0 is not. */
        public double score() {
            return score;
        }
    }

    /**
     * Somebody reacted to a served answer. Replaces what was said of the completion before: the last word counts.
     *
     * @param channel that was asked; absent where a checkpoint was named
     * @param assignment absent where no canary ran
     * @param subject for whom the answer was, as a pseudonym
     * @param source {@link #LIVE}
     * @param weight beside a rating of two answers, which has 1
     * @param edit the answer as it should have been; absent without the project's consent
     */
    record LiveFeedbackGiven(
            String completionId,
            @Nullable String channel,
            @Nullable Assignment assignment,
            String checkpointId,
            String subject,
            @Nullable String projectId,
            Reaction reaction,
            double score,
            double weight,
            String source,
            @Nullable String edit,
            Instant givenAt)
            implements FeedbackEvent {

        /** The source of what people say of answers that they were served. */
        public static final String LIVE = "LIVE";

        public LiveFeedbackGiven {
            Names.require(completionId, "completionId");
            Names.optional(channel, "channel");
            Names.require(checkpointId, "checkpointId");
            Require.text(subject, "subject");
            Names.optional(projectId, "projectId");
            Require.present(reaction, "reaction");
            Require.that(score >= 0 && score <= 1, "score must lie in [0, 1] but is " + score);
            Require.that(weight >= 0 && weight <= 1, "weight must lie in [0, 1] but is " + weight);
            Require.text(source, "source");
            Require.present(givenAt, "givenAt");
        }

        @Override
        public String key() {
            return completionId;
        }
    }
}
