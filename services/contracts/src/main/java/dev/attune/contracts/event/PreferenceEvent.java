package dev.attune.contracts.event;

import java.util.List;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

import dev.attune.contracts.error.Require;
import dev.attune.contracts.event.part.Half;
import dev.attune.contracts.name.Names;

/** On {@code attune.preferences}, keyed by item: the latest record of an item is what its ratings settle. */
public sealed interface PreferenceEvent extends Event {

    /** What a settled item says. */
    enum Outcome {
        DECISIVE,
        TIE,
        BOTH_BAD
    }

    /**
     * The ratings of an item settle a pair.
     *
     * @param itemId the item; where one settles several pairs, the item and what tells its pairs apart, such as {@code
     *     <item>/0-2} or {@code <item>/edit/<rating>/1}
     * @param chosen the better answer, or the first of an undecided pair
     * @param probability that a person prefers {@code chosen}, 0.5 for a tie, in [0.5, 1]: what a fresh rater of the mean would say,
     *     given what is known of those who rated; while nothing is known of them ({@code fit} is absent) the share of the ratings. It
     *     is a soft label: whoever learns from it learns it with {@code weight} and doubts it no further
     * @param margin mean strength of the ratings, 0 to 3; the Bradley-Terry margin is derived from it
     * @param weight how much the pair counts in training, at least 0; never lowered for what the probability says already. 0: the ratings
     *     tell nothing
     * @param belief P({@code chosen} is the better one), which is surer than the probability where many agree on a hard pair; absent
     *     while nothing is known of the raters
     * @param fit which fit of the project's raters {@code probability} and {@code belief} rest on
     * @param selected whether somebody was shown the item for what it would tell, or an answer was written by hand: what is no sample
     *     of all that people are asked says nothing fair of how a reward model does in general; absent: no
     * @param half to which the prompt and all raters of the item belong; absent: they belong to none
     */
    record PreferenceSettled(
            String itemId,
            String projectId,
            String promptId,
            List<Message> prompt,
            Candidate chosen,
            Candidate rejected,
            Outcome outcome,
            double probability,
            double margin,
            double weight,
            int ratings,
            @Nullable Double belief,
            @Nullable String fit,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            Boolean selected,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            Half half)
            implements PreferenceEvent {

        /** Of no half. */
        public PreferenceSettled(
                String itemId,
                String projectId,
                String promptId,
                List<Message> prompt,
                Candidate chosen,
                Candidate rejected,
                Outcome outcome,
                double probability,
                double margin,
                double weight,
                int ratings,
                @Nullable Double belief,
                @Nullable String fit,
                @Nullable Boolean selected) {
            this(
                    itemId,
                    projectId,
                    promptId,
                    prompt,
                    chosen,
                    rejected,
                    outcome,
                    probability,
                    margin,
                    weight,
                    ratings,
                    belief,
                    fit,
                    selected,
                    null);
        }

        /** While nothing is known of the raters. */
        public PreferenceSettled(
                String itemId,
                String projectId,
                String promptId,
                List<Message> prompt,
                Candidate chosen,
                Candidate rejected,
                Outcome outcome,
                double probability,
                double margin,
                double weight,
                int ratings) {
            this(
                    itemId,
                    projectId,
                    promptId,
                    prompt,
                    chosen,
                    rejected,
                    outcome,
                    probability,
                    margin,
                    weight,
                    ratings,
                    null,
                    null,
                    null,
                    null);
        }

        /** The same, of an item that was selected or not. */
        public PreferenceSettled selected(boolean so) {
            return with(so ? Boolean.TRUE : null, half);
        }

        /** The same, of a half, or of none. */
        public PreferenceSettled of(@Nullable Half whose) {
            return with(selected, whose);
        }

        private PreferenceSettled with(@Nullable Boolean chosenForWhatItTells, @Nullable Half whose) {
            return new PreferenceSettled(
                    itemId,
                    projectId,
                    promptId,
                    prompt,
                    chosen,
                    rejected,
                    outcome,
                    probability,
                    margin,
                    weight,
                    ratings,
                    belief,
                    fit,
                    chosenForWhatItTells,
                    whose);
        }

        /** Whether it is a fair sample of what people are asked. */
        @JsonIgnore
        public boolean fairSample() {
            return selected == null || !selected;
        }

        @JsonCreator
        public PreferenceSettled {
            Require.text(itemId, "itemId");
            Names.require(projectId, "projectId");
            Require.text(promptId, "promptId");
            prompt = Require.copy(prompt);
            Require.that(!prompt.isEmpty(), "prompt has no message");
            Require.present(chosen, "chosen");
            Require.present(rejected, "rejected");
            Require.present(outcome, "outcome");
            Require.that(
                    probability >= 0.5 && probability <= 1, "probability must lie in [0.5, 1] but is " + probability);
            Require.that(margin >= 0 && margin <= 3, "margin must lie in [0, 3] but is " + margin);
            Require.that(weight >= 0 && Double.isFinite(weight), "weight must be finite and not negative");
            Require.that(ratings >= 1, "ratings must be at least 1 but is " + ratings);
            Require.that(belief == null || (belief >= 0 && belief <= 1), "belief must lie in [0, 1] but is " + belief);
            Names.optional(fit, "fit");
        }

        @Override
        public String key() {
            return itemId;
        }
    }

    /** The item settles nothing any more: its ratings were withdrawn. */
    record PreferenceRetracted(String itemId, String reason) implements PreferenceEvent {
        public PreferenceRetracted {
            Require.text(itemId, "itemId");
            Require.text(reason, "reason");
        }

        @Override
        public String key() {
            return itemId;
        }
    }
}
