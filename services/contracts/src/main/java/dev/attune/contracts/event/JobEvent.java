package dev.attune.contracts.event;

import org.jspecify.annotations.Nullable;

import dev.attune.contracts.job.EvaluationConfig;
import dev.attune.contracts.job.PpoConfig;
import dev.attune.contracts.job.RewardModelConfig;
import dev.attune.contracts.job.SupervisedTuningConfig;

/** On {@code attune.jobs}, keyed by run. */
public sealed interface JobEvent extends Event {

    String runId();

    @Override
    default String key() {
        return runId();
    }

    /** A reward model is wanted from the preferences so far, on the given base (the newest base when absent). */
    record RewardModelRequested(String runId, @Nullable String baseCheckpointId, RewardModelConfig configuration)
            implements JobEvent {
        public RewardModelRequested {
            Require.text(runId, "runId");
            Require.present(configuration, "configuration");
        }
    }

    /** PPO is wanted; absent checkpoints mean the newest of their kind. */
    record PolicyRequested(
            String runId,
            @Nullable String policyCheckpointId,
            @Nullable String rewardModelCheckpointId,
            PpoConfig configuration)
            implements JobEvent {
        public PolicyRequested {
            Require.text(runId, "runId");
            Require.present(configuration, "configuration");
        }
    }

    /** Supervised tuning is wanted on an artifact that holds {@code data.jsonl}. */
    record SupervisedTuningRequested(
            String runId, @Nullable String policyCheckpointId, Artifact data, SupervisedTuningConfig configuration)
            implements JobEvent {
        public SupervisedTuningRequested {
            Require.text(runId, "runId");
            Require.present(data, "data");
            Require.present(configuration, "configuration");
        }
    }

    /** A blind comparison of a checkpoint with an opponent (its parent when absent) is wanted. */
    record EvaluationRequested(
            String runId, String checkpointId, @Nullable String opponentCheckpointId, EvaluationConfig configuration)
            implements JobEvent {
        public EvaluationRequested {
            Require.text(runId, "runId");
            Require.text(checkpointId, "checkpointId");
            Require.present(configuration, "configuration");
        }
    }
}
