package dev.attune.contracts.event;

/**
 * Anything that is said on the bus.
 *
 * <p>Each permitted interface belongs to one topic ({@link EventTypes}); its records are immutable and check
 * themselves, so a record that was constructed fits its schema.
 */
public sealed interface Event
        permits PromptEvent,
                CompletionEvent,
                ExchangeEvent,
                FeedbackEvent,
                PreferenceEvent,
                JobEvent,
                RunEvent,
                CheckpointEvent,
                EvaluationEvent,
                PromotionEvent,
                PromptVersionEvent,
                AccessEvent,
                ApprovalEvent,
                DemonstrationEvent,
                SpreadEvent,
                RetrainingEvent {

    /** The Kafka key: records of one key keep their order, and a compacted topic keeps the last of them. */
    String key();
}
