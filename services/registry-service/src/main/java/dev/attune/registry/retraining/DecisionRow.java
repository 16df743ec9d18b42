package dev.attune.registry.retraining;

import java.time.Instant;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import dev.attune.contracts.event.RetrainingEvent.Outcome;
import dev.attune.contracts.event.RetrainingEvent.Reason;
import dev.attune.contracts.event.RetrainingEvent.RetrainingDecided;

/**
 * A decision, and how often it was made again; the other fields are those of the event.
 *
 * @param looks so often in a row, the first time included
 * @param lastAt when it was made last
 */
public record DecisionRow(
        String decisionId,
        String projectId,
        int policyVersion,
        Outcome outcome,
        Reason reason,
        String sentence,
        @Nullable String runId,
        @Nullable Instant notBefore,
        @Nullable Long wantedPreferences,
        Map<String, Double> facts,
        Instant at,
        long looks,
        Instant lastAt) {

    public static DecisionRow of(RetrainingDecided event, long looks, Instant lastAt) {
        return new DecisionRow(
                event.decisionId(),
                event.projectId(),
                event.policyVersion(),
                event.outcome(),
                event.reason(),
                event.sentence(),
                event.runId(),
                event.notBefore(),
                event.wantedPreferences(),
                event.facts(),
                event.at(),
                looks,
                lastAt);
    }
}
