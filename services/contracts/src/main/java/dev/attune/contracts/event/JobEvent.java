package dev.attune.contracts.event;

import java.util.Map;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

import dev.attune.contracts.artifact.Artifact;
import dev.attune.contracts.error.Require;
import dev.attune.contracts.name.Names;
import dev.attune.contracts.settings.EvaluationConfig;
import dev.attune.contracts.settings.gate.ArenaGate;
import dev.attune.contracts.settings.gate.GatePolicy;
import dev.attune.contracts.settings.ppo.PpoConfig;
import dev.attune.contracts.settings.reward.RewardModelConfig;
import dev.attune.contracts.settings.supervised.SupervisedTuningConfig;

/** On {@code attune.jobs}, keyed by run. */
public sealed interface JobEvent extends Event {

    String runId();

    @Override
    default String key() {
        return runId();
    }

    /**
     * A reward model is wanted from the preferences so far.
     *
     * @param baseCheckpointId what it stands on; absent: the newest base
     * @param projectId whose preferences are learned from; absent: those of all projects
     * @param previousCheckpointId the reward model that it is to be compared with, on pairs of which neither has learned
     * @param exclusionSha256 artifact whose {@code exclusions.txt} lists ids of events, one a line, that the run must not read
     */
    record RewardModelRequested(
            String runId,
            @Nullable String baseCheckpointId,
            RewardModelConfig configuration,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            String projectId,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            String previousCheckpointId,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            String exclusionSha256)
            implements JobEvent {

        /** From the preferences of all projects. */
        public RewardModelRequested(String runId, @Nullable String baseCheckpointId, RewardModelConfig configuration) {
            this(runId, baseCheckpointId, configuration, null, null, null);
        }

        /** From all that holds. */
        public RewardModelRequested(
                String runId,
                @Nullable String baseCheckpointId,
                RewardModelConfig configuration,
                @Nullable String projectId,
                @Nullable String previousCheckpointId) {
            this(runId, baseCheckpointId, configuration, projectId, previousCheckpointId, null);
        }

        @JsonCreator
        public RewardModelRequested {
            Names.require(runId, "runId");
            Names.optional(baseCheckpointId, "baseCheckpointId");
            Require.present(configuration, "configuration");
            Names.optional(projectId, "projectId");
            Names.optional(previousCheckpointId, "previousCheckpointId");
        }
    }

    /**
     * PPO is wanted; absent checkpoints mean the newest of their kind.
     *
     * @param projectId whose prompts are trained on; absent: those of all projects
     */
    record PolicyRequested(
            String runId,
            @Nullable String policyCheckpointId,
            @Nullable String rewardModelCheckpointId,
            PpoConfig configuration,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            String projectId)
            implements JobEvent {

        /** On the prompts of all projects. */
        public PolicyRequested(
                String runId,
                @Nullable String policyCheckpointId,
                @Nullable String rewardModelCheckpointId,
                PpoConfig configuration) {
            this(runId, policyCheckpointId, rewardModelCheckpointId, configuration, null);
        }

        @JsonCreator
        public PolicyRequested {
            Names.optional(projectId, "projectId");
            Names.require(runId, "runId");
            Names.optional(policyCheckpointId, "policyCheckpointId");
            Names.optional(rewardModelCheckpointId, "rewardModelCheckpointId");
            Require.present(configuration, "configuration");
        }
    }

    /** Supervised tuning is wanted on an artifact that holds {@code data.jsonl}. */
    record SupervisedTuningRequested(
            String runId, @Nullable String policyCheckpointId, Artifact data, SupervisedTuningConfig configuration)
            implements JobEvent {
        public SupervisedTuningRequested {
            Names.require(runId, "runId");
            Names.optional(policyCheckpointId, "policyCheckpointId");
            Require.present(data, "data");
            Require.present(configuration, "configuration");
        }
    }

    /**
     * A run of any recipe is wanted; the worker refuses what the recipe does not know or lacks.
     *
     * @param recipe such as {@code dpo}, {@code kto}, {@code orpo}, {@code grpo}, {@code rloo}, {@code sft} or {@code ppo}
     * @param policyCheckpointId what the run improves on; absent: what production serves, or the newest base
     * @param rewardModelCheckpointId for recipes that ask a reward model; absent: the newest one
     * @param data for recipes that read a file: an artifact that holds {@code data.jsonl}; absent: {@code sft} learns from the
     *     demonstrations that were given so far
     * @param configuration settings in place of the recipe's defaults
     * @param projectId whose prompts are trained on, for recipes that sample; absent: those of all projects
     * @param exclusionSha256 as in {@link RewardModelRequested}, for {@code sft} that learns from demonstrations
     */
    record RecipeRequested(
            String runId,
            String recipe,
            @Nullable String policyCheckpointId,
            @Nullable String rewardModelCheckpointId,
            @Nullable Artifact data,
            Map<String, Object> configuration,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            String projectId,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            String exclusionSha256)
            implements JobEvent {

        /** On the prompts of all projects. */
        public RecipeRequested(
                String runId,
                String recipe,
                @Nullable String policyCheckpointId,
                @Nullable String rewardModelCheckpointId,
                @Nullable Artifact data,
                Map<String, Object> configuration) {
            this(runId, recipe, policyCheckpointId, rewardModelCheckpointId, data, configuration, null, null);
        }

        /** From all that holds. */
        public RecipeRequested(
                String runId,
                String recipe,
                @Nullable String policyCheckpointId,
                @Nullable String rewardModelCheckpointId,
                @Nullable Artifact data,
                Map<String, Object> configuration,
                @Nullable String projectId) {
            this(runId, recipe, policyCheckpointId, rewardModelCheckpointId, data, configuration, projectId, null);
        }

        @JsonCreator
        public RecipeRequested {
            Names.optional(projectId, "projectId");
            Names.require(runId, "runId");
            Names.optional(policyCheckpointId, "policyCheckpointId");
            Names.optional(rewardModelCheckpointId, "rewardModelCheckpointId");
            Require.text(recipe, "recipe");
            configuration = Require.copy(configuration);
        }
    }

    /**
     * A checkpoint is to be measured beside another one at a project's gates, all but the arena: one {@code GateMeasured} for each.
     *
     * @param gates of the project, as they were then
     * @param judgeCheckpointId the reward model that judges where the judge is gold
     * @param seed of prompts, answers and intervals
     */
    record GatesRequested(
            String runId,
            String projectId,
            String checkpointId,
            String opponentCheckpointId,
            GatePolicy gates,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            String judgeCheckpointId,

            long seed)
            implements JobEvent {
        public GatesRequested {
            Names.require(runId, "runId");
            Names.require(projectId, "projectId");
            Names.require(checkpointId, "checkpointId");
            Names.require(opponentCheckpointId, "opponentCheckpointId");
            Require.present(gates, "gates");
            Names.optional(judgeCheckpointId, "judgeCheckpointId");
        }
    }

    /**
     * People are to compare two checkpoints blindly, on held-out prompts of a project: one {@code GateMeasured} of the kind arena.
     *
     * @param seed of the choice of prompts and of the answers
     */
    record ArenaRequested(
            String runId,
            String projectId,
            String checkpointId,
            String opponentCheckpointId,
            ArenaGate arena,
            long seed)
            implements JobEvent {
        public ArenaRequested {
            Names.require(runId, "runId");
            Names.require(projectId, "projectId");
            Names.require(checkpointId, "checkpointId");
            Names.require(opponentCheckpointId, "opponentCheckpointId");
            Require.present(arena, "arena");
        }
    }

    /** The run is to wait: it keeps its state, and its worker goes on with it when it is resumed. */
    record PauseRequested(String runId) implements JobEvent {
        public PauseRequested {
            Names.require(runId, "runId");
        }
    }

    /** The paused run is to go on. */
    record ResumeRequested(String runId) implements JobEvent {
        public ResumeRequested {
            Names.require(runId, "runId");
        }
    }

    /** The run is to end without a checkpoint, for good: {@code RunFailed} with code {@code cancelled} says that it has. */
    record CancelRequested(String runId, @Nullable String reason) implements JobEvent {
        public CancelRequested {
            Names.require(runId, "runId");
        }
    }

    /** A blind comparison of a checkpoint with an opponent (its parent when absent) is wanted. */
    record EvaluationRequested(
            String runId, String checkpointId, @Nullable String opponentCheckpointId, EvaluationConfig configuration)
            implements JobEvent {
        public EvaluationRequested {
            Names.require(runId, "runId");
            Names.optional(opponentCheckpointId, "opponentCheckpointId");
            Names.require(checkpointId, "checkpointId");
            Require.present(configuration, "configuration");
        }
    }
}
