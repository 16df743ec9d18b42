package dev.attune.registry;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

import dev.attune.contracts.artifact.Artifact;
import dev.attune.contracts.task.TaskDocument;

/**
 * A version of a task that somebody wants published, with what a reviewer decided.
 *
 * @param task what is proposed, its evidence included
 * @param artifact in which it lies, byte for byte
 * @param decision absent until a reviewer decided
 */
public record Proposal(
        String proposalId,
        ProposalState state,
        String name,
        TaskDocument task,
        Artifact artifact,
        String reason,
        String proposedBy,
        Instant proposedAt,
        @Nullable Decided decision) {

    /**
     * What a reviewer decided.
     *
     * @param checkpointId under which it was published; absent where it was not
     * @param version its number within the task; absent where it was not published
     */
    public record Decided(
            String by,
            Instant at,
            String reason,
            @Nullable String checkpointId,
            @Nullable Integer version) {}
}
