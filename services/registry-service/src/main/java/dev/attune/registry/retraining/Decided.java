package dev.attune.registry.retraining;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

import dev.attune.contracts.event.RetrainingEvent.Reason;

/** What {@link RetrainingRules} make of what is known. */
public sealed interface Decided {

    Reason reason();

    /** For a person. */
    String sentence();

    /** A reward model is trained. */
    record TrainRewardModel(Reason reason, String sentence) implements Decided {}

    /** A policy is trained towards a reward model. */
    record TrainPolicy(Reason reason, String sentence, String rewardModelId) implements Decided {}

    /** The reward model that was made leads to nothing; what else there is to decide is decided next. */
    record RewardModelPassedOver(String sentence, String rewardModelId) implements Decided {
        @Override
        public Reason reason() {
            return Reason.NOT_BETTER;
        }
    }

    /**
     * Nothing is started.
     *
     * @param notBefore when the condition that fails may hold at the earliest, where that is a time
     * @param wantedPreferences how many more would do, where those are what is missing
     */
    record NotNow(
            Reason reason,
            String sentence,
            @Nullable Instant notBefore,
            @Nullable Long wantedPreferences) implements Decided {}
}
