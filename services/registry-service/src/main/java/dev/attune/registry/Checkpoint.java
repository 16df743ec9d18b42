package dev.attune.registry;

import java.time.Instant;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import dev.attune.contracts.artifact.Artifact;
import dev.attune.contracts.event.CheckpointEvent.CheckpointPublished;
import dev.attune.contracts.event.CheckpointEvent.Kind;
import dev.attune.contracts.event.CheckpointEvent.TaskVersion;
import dev.attune.contracts.event.part.Lineage;

/**
 * A published checkpoint with what the registry knows about it.
 *
 * @param evaluations newest first
 * @param channels the channels that serve it now
 */
public record Checkpoint(
        String checkpointId,
        String name,
        Kind kind,
        @Nullable String baseCheckpointId,
        Artifact artifact,
        String tokenizerSha256,
        Lineage lineage,
        Map<String, Double> metrics,
        Instant createdAt,
        @Nullable TaskVersion task,
        List<Evaluation> evaluations,
        List<String> channels) {

    public static Checkpoint of(CheckpointPublished event, List<Evaluation> evaluations, List<String> channels) {
        return new Checkpoint(
                event.checkpointId(),
                event.name(),
                event.kind(),
                event.baseCheckpointId(),
                event.artifact(),
                event.tokenizerSha256(),
                event.lineage(),
                event.metrics(),
                event.createdAt(),
                event.task(),
                List.copyOf(evaluations),
                List.copyOf(channels));
    }
}
