package dev.attune.registry.service.gate;

import java.util.Objects;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

import org.jspecify.annotations.Nullable;

import dev.attune.contracts.event.ApprovalEvent;
import dev.attune.contracts.event.CheckpointEvent.CheckpointPublished;
import dev.attune.contracts.event.EvaluationEvent.GateMeasured;
import dev.attune.contracts.event.PromotionEvent.Promoted;
import dev.attune.contracts.event.RunEvent;
import dev.attune.contracts.event.RunEvent.RunFailed;
import dev.attune.contracts.event.RunEvent.RunFinished;
import dev.attune.contracts.settings.gate.ApprovalRule;
import dev.attune.contracts.settings.gate.GatePolicy;
import dev.attune.registry.config.PromotionConfig;
import dev.attune.registry.gate.AttemptState;
import dev.attune.registry.gate.GateAttempt;
import dev.attune.registry.gate.ProjectGates;
import dev.attune.registry.service.Admission;
import dev.attune.registry.service.approval.Approvals;
import dev.attune.registry.store.PromotionStore;
import dev.attune.registry.store.approval.ApprovalStore;
import dev.attune.registry.store.gate.GateStore;

/** Gates hold for the channel to which policies promote; on others everything may be tried. */
@ApplicationScoped
class GateAdmission implements Admission {

    private final GateStore gates;
    private final PromotionStore channels;
    private final GateLedger ledger;
    private final Approvals approvals;
    private final ApprovalStore said;
    private final String guarded;

    GateAdmission(
            GateStore gates,
            PromotionStore channels,
            GateLedger ledger,
            Approvals approvals,
            ApprovalStore said,
            PromotionConfig config) {
        this.gates = gates;
        this.channels = channels;
        this.ledger = ledger;
        this.approvals = approvals;
        this.said = said;
        this.guarded = config.channel();
    }

    @Override
    @Transactional(Transactional.TxType.MANDATORY)
    public void require(String channel, CheckpointPublished checkpoint) {
        requireGates(channel, checkpoint);
        approval(channel, checkpoint).ifPresent(rule -> {
            throw GateFaults.approvalNeeded(checkpoint.checkpointId(), rule.people());
        });
    }

    @Override
    @Transactional(Transactional.TxType.MANDATORY)
    public void requireGates(String channel, CheckpointPublished checkpoint) {
        ProjectGates project = project(channel, checkpoint);
        GatePolicy policy = project == null ? null : project.policy();
        if (project != null && policy != null && !policy.blocking().isEmpty()) {
            why(channel, checkpoint, project).ifPresent(why -> {
                throw GateFaults.notPassed(checkpoint.checkpointId(), why);
            });
        }
    }

    /** What keeps it out; empty: nothing. */
    private Optional<String> why(String channel, CheckpointPublished checkpoint, ProjectGates project) {
        GateAttempt last = gates.last(checkpoint.checkpointId()).orElse(null);
        if (last == null) {
            return Optional.of("it was never measured at the gates of project " + project.projectId() + ".");
        }
        if (last.policyVersion() != project.version()) {
            return Optional.of("the gates of project " + project.projectId()
                    + " have changed since it was measured; have it measured again.");
        }
        String served = channels.current(channel)
                .map(Promoted::checkpointId)
                .orElse(Objects.requireNonNullElse(checkpoint.baseCheckpointId(), ""));
        if (!last.opponentId().equals(served)) {
            return Optional.of("it was measured beside " + last.opponentId() + ", but channel " + channel + " serves "
                    + served + "; have it measured again.");
        }
        return last.state() == AttemptState.PASSED ? Optional.empty() : Optional.of(last.sentence());
    }

    @Override
    @Transactional(Transactional.TxType.MANDATORY)
    public boolean gated(String channel, CheckpointPublished checkpoint) {
        ProjectGates project = project(channel, checkpoint);
        GatePolicy policy = project == null ? null : project.policy();
        return policy != null && !policy.blocking().isEmpty();
    }

    @Override
    @Transactional(Transactional.TxType.MANDATORY)
    public boolean askPeople(String channel, CheckpointPublished checkpoint, String reason, String by) {
        if (approval(channel, checkpoint).isEmpty()) {
            return false;
        }
        String project = Objects.requireNonNull(GateLedger.projectOf(checkpoint));
        approvals.askByPolicy(project, channel, checkpoint.checkpointId(), reason, by);
        return true;
    }

    private Optional<ApprovalRule> approval(String channel, CheckpointPublished checkpoint) {
        return Optional.ofNullable(project(channel, checkpoint))
                .map(ProjectGates::policy)
                .map(GatePolicy::approval);
    }

    private @Nullable ProjectGates project(String channel, CheckpointPublished checkpoint) {
        String project = GateLedger.projectOf(checkpoint);
        return project == null || !channel.equals(guarded)
                ? null
                : gates.policy(project).orElse(null);
    }

    @Override
    @Transactional(Transactional.TxType.MANDATORY)
    public void published(CheckpointPublished checkpoint) {
        ledger.published(checkpoint);
    }

    @Override
    @Transactional(Transactional.TxType.MANDATORY)
    public void measured(GateMeasured measured) {
        ledger.measured(measured);
    }

    @Override
    @Transactional(Transactional.TxType.MANDATORY)
    public void heard(RunEvent run) {
        switch (run) {
            case RunFinished finished -> ledger.finished(finished.runId(), finished.checkpointId());
            case RunFailed failed -> ledger.failed(failed.runId(), failed.reason());
            default -> {
                // It goes on.
            }
        }
    }

    @Override
    @Transactional(Transactional.TxType.MANDATORY)
    public void heard(ApprovalEvent.OfPromotion promotion) {
        said.apply(promotion);
    }
}
