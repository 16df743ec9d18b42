package dev.attune.registry;

import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.attune.contracts.event.CheckpointEvent.CheckpointPublished;

/**
 * One step of a checkpoint's descent.
 *
 * @param distance 0 for the checkpoint itself, 1 for its parents, and so on
 * @param parents the ids that the next steps resolve: its base and the parents of its lineage
 * @param checkpoint null when the checkpoint was never published here
 */
public record Ancestor(
        String checkpointId,
        int distance,
        List<String> parents,
        @Nullable CheckpointPublished checkpoint) {}
