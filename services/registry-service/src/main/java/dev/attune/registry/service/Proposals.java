package dev.attune.registry.service;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

import org.jspecify.annotations.Nullable;

import dev.attune.contracts.artifact.Artifact;
import dev.attune.contracts.error.AttuneException;
import dev.attune.contracts.error.ErrorCategory;
import dev.attune.contracts.event.ApprovalEvent;
import dev.attune.contracts.event.ApprovalEvent.Approved;
import dev.attune.contracts.event.ApprovalEvent.Judged;
import dev.attune.contracts.event.ApprovalEvent.Proposed;
import dev.attune.contracts.event.ApprovalEvent.Rejected;
import dev.attune.contracts.event.CheckpointEvent.CheckpointPublished;
import dev.attune.contracts.event.CheckpointEvent.Kind;
import dev.attune.contracts.event.CheckpointEvent.TaskVersion;
import dev.attune.contracts.event.part.Lineage;
import dev.attune.contracts.task.TaskAdapter;
import dev.attune.contracts.task.TaskDocument;
import dev.attune.registry.Proposal;
import dev.attune.registry.ProposalState;
import dev.attune.registry.service.TaskArtifacts.Found;
import dev.attune.registry.store.CheckpointStore;
import dev.attune.registry.store.ProposalStore;
import dev.attune.service.outbox.Outbox;
import dev.attune.service.page.Cursor;
import dev.attune.service.page.Part;

/** Tasks on their way to the bus: proposed by one person, let through by another. Each step and its events are one transaction. */
@ApplicationScoped
public class Proposals {

    private final ProposalStore proposals;
    private final CheckpointStore checkpoints;
    private final TaskArtifacts artifacts;
    private final Outbox outbox;

    Proposals(ProposalStore proposals, CheckpointStore checkpoints, TaskArtifacts artifacts, Outbox outbox) {
        this.proposals = proposals;
        this.checkpoints = checkpoints;
        this.artifacts = artifacts;
        this.outbox = outbox;
    }

    /**
     * What a step led to.
     *
     * @param isNew false when all of it was so before: then nothing was published
     */
    public record Step(Proposal proposal, boolean isNew) {}

    /** Newest first; in all states, or of all tasks, where one is null. */
    @Transactional
    public Part<Proposal> list(
            @Nullable ProposalState state, @Nullable String name, @Nullable Cursor before, int limit) {
        return proposals.list(state, name, before, limit);
    }

    /** @throws AttuneException {@code proposal-unknown} */
    @Transactional
    public Proposal find(String proposalId) {
        return proposals.find(proposalId).orElseThrow(() -> Unknown.proposal(proposalId));
    }

    /**
     * Proposes what an artifact holds; the same one again changes nothing.
     *
     * @throws AttuneException {@code artifact-unknown}, {@code task-invalid}, {@code checkpoint-unknown}, {@code wrong-kind},
     *     {@code wrong-base}, {@code prompt-too-long}, or {@code already-rejected}
     */
    @Transactional
    public Step propose(String sha256, String reason, String by) {
        Found found = artifacts.read(sha256);
        String proposalId = Proposed.idOf(found.artifact());
        proposals.lock(found.task().name());
        Proposal known = proposals.find(proposalId).orElse(null);
        if (known != null && known.state() == ProposalState.REJECTED) {
            throw ErrorCategory.CALLER.error(
                    "already-rejected",
                    "Proposal " + proposalId + " was rejected as it is; change the task and propose that.");
        }
        if (known != null) {
            return new Step(known, false);
        }
        publish(new Proposed(proposalId, found.task(), found.artifact(), reason, by, now()));
        return new Step(find(proposalId), true);
    }

    /**
     * Lets a proposal be published, as the task's next version.
     *
     * @throws AttuneException {@code proposal-unknown}, {@code own-proposal}, {@code already-decided}, or as {@link #propose}
     *     where the artifact no longer fits
     */
    @Transactional
    public Step approve(String proposalId, String reason, String by) {
        Proposal proposal = locked(proposalId);
        if (proposal.proposedBy().equals(by)) {
            throw ErrorCategory.CALLER.error(
                    "own-proposal", "Who proposes a task may not approve it; another reviewer must look at it.");
        }
        if (isDecided(proposal, ProposalState.APPROVED)) {
            return new Step(proposal, false);
        }
        Found found = artifacts.read(proposal.artifact().sha256());
        CheckpointPublished checkpoint = checkpoint(found, proposal, proposals.nextVersion(proposal.name()));
        TaskVersion version = Objects.requireNonNull(checkpoint.task());
        publish(new Approved(
                proposalId, checkpoint.checkpointId(), version.number(), judged(proposal), reason, by, now()));
        checkpoints.save(checkpoint);
        outbox.add(checkpoint);
        return new Step(find(proposalId), true);
    }

    /**
     * Turns a proposal down.
     *
     * @throws AttuneException {@code proposal-unknown} or {@code already-decided}
     */
    @Transactional
    public Step reject(String proposalId, String reason, String by) {
        Proposal proposal = locked(proposalId);
        if (isDecided(proposal, ProposalState.REJECTED)) {
            return new Step(proposal, false);
        }
        publish(new Rejected(proposalId, judged(proposal), reason, by, now()));
        return new Step(find(proposalId), true);
    }

    private Proposal locked(String proposalId) {
        proposals.lock(find(proposalId).name());
        proposals.getEntityManager().clear(); // somebody may have decided meanwhile
        return find(proposalId);
    }

    private static boolean isDecided(Proposal proposal, ProposalState wanted) {
        if (proposal.state() == ProposalState.PROPOSED) {
            return false;
        }
        if (proposal.state() == wanted) {
            return true;
        }
        throw ErrorCategory.CALLER.error(
                "already-decided",
                "Proposal " + proposal.proposalId() + " was "
                        + proposal.state().name().toLowerCase(Locale.ROOT) + " before; a decision stays.");
    }

    private void publish(ApprovalEvent.OfTask event) {
        proposals.apply(event);
        outbox.add(event);
    }

    private static Judged judged(Proposal proposal) {
        return new Judged(proposal.artifact().sha256(), proposal.task().evaluation());
    }

    private static CheckpointPublished checkpoint(Found found, Proposal proposal, int number) {
        TaskDocument task = found.task();
        Artifact artifact = found.artifact();
        List<String> parents = new ArrayList<>(List.of(task.base()));
        task.adapters().stream()
                .map(TaskAdapter::checkpointId)
                .filter(Objects::nonNull)
                .forEach(parents::add);
        Map<String, Double> metrics = task.evaluation().metrics().entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, metric -> metric.getValue().mean()));
        return new CheckpointPublished(
                CheckpointPublished.idOf(Kind.TASK, artifact),
                task.name() + "-" + number,
                Kind.TASK,
                task.base(),
                artifact,
                found.base().tokenizerSha256(),
                new Lineage(
                        null,
                        "task",
                        parents,
                        List.of(),
                        0,
                        Map.of("proposalId", proposal.proposalId()),
                        "none",
                        "any"),
                metrics,
                now(),
                new TaskVersion(task.name(), number));
    }

    /** PostgreSQL keeps microseconds: a finer time would not be equal when it is read again. */
    private static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MICROS);
    }
}
