package dev.attune.contracts.event;

import dev.attune.contracts.error.Require;

/** On {@code attune.feedback}, keyed by item. */
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
}
