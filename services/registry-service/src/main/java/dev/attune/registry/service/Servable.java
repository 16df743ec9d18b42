package dev.attune.registry.service;

import java.util.Locale;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import dev.attune.contracts.error.AttuneException;
import dev.attune.contracts.error.ErrorCategory;
import dev.attune.contracts.event.CheckpointEvent.CheckpointPublished;
import dev.attune.contracts.event.CheckpointEvent.TaskVersion;
import dev.attune.contracts.task.TaskDocument;
import dev.attune.registry.PromotionRule;
import dev.attune.registry.store.CheckpointStore;
import dev.attune.registry.store.ProposalStore;

/** Which channel can serve which checkpoint at all, by its kind. */
@ApplicationScoped
class Servable {

    private final CheckpointStore checkpoints;
    private final ProposalStore proposals;

    Servable(CheckpointStore checkpoints, ProposalStore proposals) {
        this.checkpoints = checkpoints;
        this.proposals = proposals;
    }

    Optional<CheckpointPublished> find(String checkpointId) {
        return checkpoints.find(checkpointId);
    }

    /** @throws AttuneException {@code checkpoint-unknown}, {@code not-servable} or {@code not-approved} */
    CheckpointPublished require(String channel, String checkpointId) {
        CheckpointPublished checkpoint = find(checkpointId).orElseThrow(() -> Unknown.checkpoint(checkpointId));
        if (checkpoint.task() != null) {
            requireOwnChannel(channel, checkpoint.checkpointId(), checkpoint.task());
        } else if (TaskDocument.isChannel(channel)) {
            throw notServable(
                    "The channel " + channel + " is for versions of a task, and " + checkpointId + " is none.");
        } else if (!PromotionRule.servable(checkpoint.kind())) {
            throw notServable("Checkpoint " + checkpointId + " is a "
                    + checkpoint.kind().name().toLowerCase(Locale.ROOT).replace('_', ' ')
                    + " and cannot answer people; promote a base, policy or adapter.");
        }
        return checkpoint;
    }

    private void requireOwnChannel(String channel, String checkpointId, TaskVersion version) {
        String own = TaskDocument.channel(version.name());
        if (!channel.equals(own)) {
            throw notServable("Checkpoint " + checkpointId + " is a version of the task " + version.name()
                    + ", which is served on the channel " + own + " only.");
        }
        if (!proposals.isApproved(checkpointId)) {
            throw ErrorCategory.CALLER.error(
                    "not-approved",
                    "Checkpoint " + checkpointId + " was published without a reviewer's approval; propose it first.");
        }
    }

    private static AttuneException notServable(String sentence) {
        return ErrorCategory.CALLER.error("not-servable", sentence);
    }
}
