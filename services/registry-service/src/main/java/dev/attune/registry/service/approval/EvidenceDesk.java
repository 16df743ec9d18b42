package dev.attune.registry.service.approval;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import jakarta.enterprise.context.ApplicationScoped;

import dev.attune.contracts.event.EvaluationEvent.GateMeasured;
import dev.attune.contracts.event.PromotionEvent.Promoted;
import dev.attune.contracts.settings.gate.GateKind;
import dev.attune.contracts.settings.gate.GatePolicy;
import dev.attune.registry.approval.PromotionEvidence;
import dev.attune.registry.approval.PromotionProposal;
import dev.attune.registry.gate.AttemptState;
import dev.attune.registry.gate.ProjectGates;
import dev.attune.registry.store.CheckpointStore;
import dev.attune.registry.store.PromotionStore;
import dev.attune.registry.store.gate.GateStore;

/** Lays out what a promotion rests on, as it is now. */
@ApplicationScoped
class EvidenceDesk {

    private final CheckpointStore checkpoints;
    private final PromotionStore promotions;
    private final GateStore gates;

    EvidenceDesk(CheckpointStore checkpoints, PromotionStore promotions, GateStore gates) {
        this.checkpoints = checkpoints;
        this.promotions = promotions;
        this.gates = gates;
    }

    /** Empty where what it rests on does not hold any more: the gates have changed, or what the channel serves. */
    Optional<PromotionEvidence> of(PromotionProposal proposal) {
        ProjectGates project =
                gates.policy(proposal.projectId()).orElseGet(() -> ProjectGates.none(proposal.projectId()));
        GatePolicy policy = project.policy();
        String served = promotions
                .current(proposal.channel())
                .map(Promoted::checkpointId)
                .orElse(null);
        if (policy == null || policy.approval() == null || served == null) {
            return Optional.empty();
        }
        if (policy.kinds().isEmpty()) {
            return evidence(proposal, project, policy, served, List.of());
        }
        return gates.last(proposal.checkpointId())
                .filter(attempt -> attempt.state() == AttemptState.PASSED)
                .filter(attempt -> attempt.policyVersion() == project.version()
                        && attempt.opponentId().equals(served))
                .flatMap(attempt -> evidence(proposal, project, policy, served, attempt.results()));
    }

    private Optional<PromotionEvidence> evidence(
            PromotionProposal proposal,
            ProjectGates project,
            GatePolicy policy,
            String served,
            List<GateMeasured> results) {
        Set<GateKind> dryRun = new HashSet<>(policy.kinds());
        dryRun.removeAll(policy.blocking());
        return checkpoints
                .find(proposal.checkpointId())
                .map(checkpoint -> new PromotionEvidence(
                        proposal.channel(), checkpoint, served, project.version(), results, dryRun));
    }
}
