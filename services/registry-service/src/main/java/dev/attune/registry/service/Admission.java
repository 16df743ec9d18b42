package dev.attune.registry.service;

import dev.attune.contracts.error.AttuneException;
import dev.attune.contracts.event.ApprovalEvent;
import dev.attune.contracts.event.CheckpointEvent.CheckpointPublished;
import dev.attune.contracts.event.EvaluationEvent.GateMeasured;
import dev.attune.contracts.event.RunEvent;

/** Whether a channel may serve a checkpoint, as far as the gates of its project and people say; and what they hear of. */
public interface Admission {

    /**
     * Refuses a checkpoint that has not got through the gates of its project, or that people have not stood behind.
     *
     * @throws AttuneException {@code gates-not-passed} or {@code approval-needed}
     */
    void require(String channel, CheckpointPublished checkpoint);

    /**
     * Refuses a checkpoint that has not got through the gates of its project; people need not have stood behind it.
     *
     * @throws AttuneException {@code gates-not-passed}
     */
    void requireGates(String channel, CheckpointPublished checkpoint);

    /** Whether gates decide on the checkpoint, and not the win rate over what it was trained from. */
    boolean gated(String channel, CheckpointPublished checkpoint);

    /**
     * Asks people about a promotion that a policy wants, where people must stand behind it.
     *
     * @param by the policy
     * @return whether they must; then the policy may not promote
     */
    boolean askPeople(String channel, CheckpointPublished checkpoint, String reason, String by);

    /** A checkpoint is there. */
    void published(CheckpointPublished checkpoint);

    /** A gate was measured. */
    void measured(GateMeasured measured);

    /** A run has moved or ended. */
    void heard(RunEvent run);

    /** Somebody asked for a promotion or decided on one, perhaps this service. */
    void heard(ApprovalEvent.OfPromotion promotion);
}
