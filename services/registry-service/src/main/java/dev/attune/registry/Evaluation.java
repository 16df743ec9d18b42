package dev.attune.registry;

import java.time.Instant;
import java.util.Map;

import dev.attune.contracts.artifact.Artifact;
import dev.attune.contracts.event.EvaluationEvent.WinRateMeasured;
import dev.attune.contracts.statistics.Interval;

/** A measured evaluation and what it led to; the other fields are those of the event. */
public record Evaluation(
        String evaluationId,
        String checkpointId,
        String opponentCheckpointId,
        String judge,
        int prompts,
        Interval winRate,
        Map<String, Double> metrics,
        Artifact samples,
        Instant at,
        Decision decision) {

    public static Evaluation of(WinRateMeasured event, Decision decision) {
        return new Evaluation(
                event.evaluationId(),
                event.checkpointId(),
                event.opponentCheckpointId(),
                event.judge(),
                event.prompts(),
                event.winRate(),
                event.metrics(),
                event.samples(),
                event.at(),
                decision);
    }
}
