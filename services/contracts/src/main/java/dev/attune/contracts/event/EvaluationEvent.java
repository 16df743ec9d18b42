package dev.attune.contracts.event;

import java.time.Instant;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import dev.attune.contracts.artifact.Artifact;
import dev.attune.contracts.error.Require;
import dev.attune.contracts.name.Names;
import dev.attune.contracts.settings.gate.GateKind;
import dev.attune.contracts.settings.gate.GateOutcome;
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

    /**
     * Two reward models were asked about the same pairs of a project, of which neither has learned.
     *
     * @param checkpointId the newer one
     * @param opponentCheckpointId the one before
     * @param prompts of the pairs
     * @param accuracy share of the decided pairs that the newer one orders as people did
     * @param opponentAccuracy the same of the one before
     * @param difference of both, with an interval over prompts drawn again
     * @param wonAlone pairs that only the newer one orders as people did
     * @param lostAlone pairs that only the one before does
     */
    record RewardModelsCompared(
            String evaluationId,
            String projectId,
            String checkpointId,
            String opponentCheckpointId,
            int pairs,
            int prompts,
            Interval accuracy,
            Interval opponentAccuracy,
            Interval difference,
            int wonAlone,
            int lostAlone,
            Instant at)
            implements EvaluationEvent {
        public RewardModelsCompared {
            Names.require(evaluationId, "evaluationId");
            Names.require(projectId, "projectId");
            Names.require(checkpointId, "checkpointId");
            Names.require(opponentCheckpointId, "opponentCheckpointId");
            Require.that(pairs > 0 && prompts > 0, "pairs and prompts must be positive");
            Require.present(accuracy, "accuracy");
            Require.present(opponentAccuracy, "opponentAccuracy");
            Require.present(difference, "difference");
            Require.that(wonAlone >= 0 && lostAlone >= 0, "wonAlone and lostAlone must not be negative");
            Require.present(at, "at");
        }

        @Override
        public String key() {
            return checkpointId;
        }
    }

    /**
     * A reward model was asked about preferences that were decided after it had learned: whether it still sees things as people do.
     *
     * @param checkpointId the reward model
     * @param preferences in the order in which they were decided
     */
    record PreferencesJudged(
            String evaluationId, String projectId, String checkpointId, List<JudgedPreference> preferences, Instant at)
            implements EvaluationEvent {
        public PreferencesJudged {
            Names.require(evaluationId, "evaluationId");
            Names.require(projectId, "projectId");
            Names.require(checkpointId, "checkpointId");
            preferences = Require.copy(preferences);
            Require.that(!preferences.isEmpty(), "preferences is empty");
            Require.present(at, "at");
        }

        @Override
        public String key() {
            return checkpointId;
        }
    }

    /**
     * What a reward model says of a decided preference.
     *
     * @param agrees whether it finds the chosen answer better, too
     */
    record JudgedPreference(String itemId, boolean agrees) {
        public JudgedPreference {
            Require.text(itemId, "itemId");
        }
    }

    /**
     * A gate of a project was measured on a checkpoint, beside another one.
     *
     * @param runId of the job that asked; a run measures each gate once
     * @param opponentCheckpointId what it was measured beside
     * @param measured what the gate looks at first, with its 95 % interval; absent where nothing could be computed
     * @param required what the interval is held against; absent where nothing could be computed
     * @param samples independent ones: prompts, cases or raters, whatever the interval is drawn over
     * @param figures what else was measured, by name
     * @param sentence what was found and why it means the outcome, for people
     * @param evidence artifact with what was answered and judged, one JSON object a line; absent where nothing was
     */
    record GateMeasured(
            String evaluationId,
            String runId,
            String projectId,
            String checkpointId,
            String opponentCheckpointId,
            GateKind gate,
            GateOutcome outcome,
            @Nullable Interval measured,
            @Nullable Double required,
            int samples,
            Map<String, Double> figures,
            String sentence,
            @Nullable Artifact evidence,
            Instant at)
            implements EvaluationEvent {
        public GateMeasured {
            Names.require(evaluationId, "evaluationId");
            Names.require(runId, "runId");
            Names.require(projectId, "projectId");
            Names.require(checkpointId, "checkpointId");
            Names.require(opponentCheckpointId, "opponentCheckpointId");
            Require.present(gate, "gate");
            Require.present(outcome, "outcome");
            Require.that(
                    outcome != GateOutcome.PASSED || measured != null, "a gate that passed must say what was measured");
            Require.that(samples >= 0, "samples must not be negative");
            figures = Require.copy(figures);
            Require.text(sentence, "sentence");
            Require.present(at, "at");
        }

        /** The id of a run's measurement of a gate. */
        public static String idOf(String runId, GateKind gate) {
            return runId + "-" + gate.text();
        }

        @Override
        public String key() {
            return checkpointId;
        }
    }
}
