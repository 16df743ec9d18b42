package dev.attune.contracts.event;

import java.time.Instant;
import java.util.Map;

import dev.attune.contracts.artifact.Artifact;
import dev.attune.contracts.error.Require;
import dev.attune.contracts.name.Names;
import dev.attune.contracts.statistics.Interval;

/** On {@code attune.evaluations}, keyed by checkpoint. */
public sealed interface EvaluationEvent extends Event {

    /**
     * A blind comparison of two checkpoints on held-out prompts is done.
     *
     * @param judge who judged, such as {@code reward-model:<id>} or the name that an HTTP judge gives itself
     * @param winRate share of prompts that {@code checkpointId} won; a tie counts half
     * @param samples artifact with {@code pairs.jsonl}: prompt, both answers, and the verdict of each pair
     */
    record WinRateMeasured(
            String evaluationId,
            String checkpointId,
            String opponentCheckpointId,
            String judge,
            int prompts,
            Interval winRate,
            Map<String, Double> metrics,
            Artifact samples,
            Instant at)
            implements EvaluationEvent {
        public WinRateMeasured {
            Names.require(evaluationId, "evaluationId");
            Names.require(checkpointId, "checkpointId");
            Names.require(opponentCheckpointId, "opponentCheckpointId");
            Require.text(judge, "judge");
            Require.that(prompts > 0, "prompts must be positive");
            Require.present(winRate, "winRate");
            metrics = Require.copy(metrics);
            Require.present(samples, "samples");
            Require.present(at, "at");
        }

        @Override
        public String key() {
            return checkpointId;
        }
    }
}
