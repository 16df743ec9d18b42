package dev.attune.contracts.event;

import java.time.Instant;
import java.util.Map;
import java.util.Objects;

import com.fasterxml.jackson.annotation.JsonCreator;
import org.jspecify.annotations.Nullable;

import dev.attune.contracts.artifact.Artifact;
import dev.attune.contracts.error.Require;
import dev.attune.contracts.event.part.Lineage;
import dev.attune.contracts.name.Names;
import dev.attune.contracts.task.TaskDocument;

/** On {@code attune.checkpoints}, keyed by checkpoint. */
public sealed interface CheckpointEvent extends Event {

    /** What a checkpoint holds. */
    enum Kind {
        /** A whole model that no run of ours made, or a whole tuned model: can be served as it is. */
        BASE,
        /** Weights of a tuned policy that stand alone. */
        POLICY,
        /** A PEFT adapter on {@code baseCheckpointId}: served on top of it. */
        ADAPTER,
        /** A reward model: scores, never served. */
        REWARD_MODEL,
        /** A version of a task: prompts and adapters on the frozen model {@code baseCheckpointId}; served on the task's channel. */
        TASK
    }

    /**
     * Which task a checkpoint is a version of.
     *
     * @param name the task's
     * @param number 1, 2, 3 and so on within the task
     */
    record TaskVersion(String name, int number) {
        public TaskVersion {
            TaskDocument.requireName(name);
            Require.that(number > 0, "the number of a task's version must be positive");
        }
    }

    /**
     * A checkpoint exists.
     *
     * @param checkpointId derived from the artifact's hash, so publishing twice says the same thing
     * @param name for people, such as {@code attune-tiny} or {@code ppo-3f2a91}
     * @param baseCheckpointId the base that an adapter, reward model or task needs
     * @param task of a {@link Kind#TASK} only
     */
    record CheckpointPublished(
            String checkpointId,
            String name,
            Kind kind,
            @Nullable String baseCheckpointId,
            Artifact artifact,
            String tokenizerSha256,
            Lineage lineage,
            Map<String, Double> metrics,
            Instant createdAt,
            @Nullable TaskVersion task)
            implements CheckpointEvent {

        /** Of any kind but a task. */
        public CheckpointPublished(
                String checkpointId,
                String name,
                Kind kind,
                @Nullable String baseCheckpointId,
                Artifact artifact,
                String tokenizerSha256,
                Lineage lineage,
                Map<String, Double> metrics,
                Instant createdAt) {
            this(
                    checkpointId,
                    name,
                    kind,
                    baseCheckpointId,
                    artifact,
                    tokenizerSha256,
                    lineage,
                    metrics,
                    createdAt,
                    null);
        }

        @JsonCreator
        public CheckpointPublished {
            Names.require(checkpointId, "checkpointId");
            Require.text(name, "name");
            Require.present(kind, "kind");
            Require.that(kind != Kind.ADAPTER || baseCheckpointId != null, "an adapter's baseCheckpointId is missing");
            Require.that(kind != Kind.TASK || baseCheckpointId != null, "a task's baseCheckpointId is missing");
            Require.that((kind == Kind.TASK) == (task != null), "a task, and nothing else, has a version of a task");
            Names.optional(baseCheckpointId, "baseCheckpointId");
            Require.present(artifact, "artifact");
            Require.text(tokenizerSha256, "tokenizerSha256");
            Require.present(lineage, "lineage");
            metrics = Require.copy(metrics);
            Require.present(createdAt, "createdAt");
        }

        @Override
        public String key() {
            return checkpointId;
        }

        /** Whether the id is the one that its content gives: only then is it what it says it is. */
        public boolean namedByContent() {
            return checkpointId.equals(idOf(kind, artifact));
        }

        /**
         * Whether another record of this id says the same of what the checkpoint is; runs that made the same weights may differ
         * in how they came to them.
         */
        public boolean sameThingAs(CheckpointPublished other) {
            return kind == other.kind
                    && artifact.equals(other.artifact)
                    && Objects.equals(baseCheckpointId, other.baseCheckpointId)
                    && tokenizerSha256.equals(other.tokenizerSha256)
                    && Objects.equals(task, other.task);
        }

        /** The id that content gives: equal artifacts of a kind are one checkpoint. */
        public static String idOf(Kind kind, Artifact artifact) {
            String prefix = switch (kind) {
                case BASE -> "base-";
                case POLICY -> "policy-";
                case ADAPTER -> "adapter-";
                case REWARD_MODEL -> "reward-";
                case TASK -> "task-";
            };
            return prefix + artifact.sha256().substring(0, 16);
        }
    }
}
