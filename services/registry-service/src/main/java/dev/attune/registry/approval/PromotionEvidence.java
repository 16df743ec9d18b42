package dev.attune.registry.approval;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;

import com.fasterxml.jackson.annotation.JsonIgnore;

import dev.attune.contracts.artifact.Sha256;
import dev.attune.contracts.event.ApprovalEvent;
import dev.attune.contracts.event.ApprovalEvent.GateSeen;
import dev.attune.contracts.event.CheckpointEvent.CheckpointPublished;
import dev.attune.contracts.event.EvaluationEvent.GateMeasured;
import dev.attune.contracts.json.Json;
import dev.attune.contracts.settings.gate.GateKind;

/**
 * What lies before who decides on a promotion: the same things have the same hash, whoever looks and whenever.
 *
 * @param checkpoint with its lineage and what was measured while it was trained
 * @param servedCheckpointId what the channel serves, beside which the gates were measured
 * @param policyVersion of the project's gates
 * @param gates what each came to
 * @param dryRun gates that let everything through
 */
public record PromotionEvidence(
        String channel,
        CheckpointPublished checkpoint,
        String servedCheckpointId,
        int policyVersion,
        List<GateMeasured> gates,
        Set<GateKind> dryRun) {

    public PromotionEvidence {
        gates = List.copyOf(gates);
        dryRun = Set.copyOf(dryRun);
    }

    /** As it is kept. */
    @JsonIgnore
    public String document() {
        return Json.text(this);
    }

    /** As it is told on the bus, where the hash stands for the rest. */
    @JsonIgnore
    public ApprovalEvent.Evidence told(String document) {
        return new ApprovalEvent.Evidence(
                Sha256.of(document.getBytes(StandardCharsets.UTF_8)),
                checkpoint.artifact().sha256(),
                servedCheckpointId,
                gates.stream()
                        .map(gate -> new GateSeen(gate.gate(), gate.outcome(), gate.evaluationId()))
                        .toList());
    }
}
