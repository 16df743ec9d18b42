package dev.attune.registry.service.approval;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.transaction.Transactional;

import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

import dev.attune.contracts.artifact.Sha256;
import dev.attune.contracts.error.AttuneException;
import dev.attune.contracts.event.ApprovalEvent;
import dev.attune.contracts.event.ApprovalEvent.PromotionApproved;
import dev.attune.contracts.event.ApprovalEvent.PromotionAsked;
import dev.attune.contracts.event.ApprovalEvent.PromotionLapsed;
import dev.attune.contracts.event.ApprovalEvent.PromotionRejected;
import dev.attune.contracts.event.CheckpointEvent.CheckpointPublished;
import dev.attune.contracts.event.PromotionEvent.Promoted;
import dev.attune.contracts.event.part.Lineage;
import dev.attune.contracts.settings.gate.ApprovalRule;
import dev.attune.contracts.settings.gate.GatePolicy;
import dev.attune.registry.approval.ApprovalState;
import dev.attune.registry.approval.OpenProposal;
import dev.attune.registry.approval.PromotionEvidence;
import dev.attune.registry.approval.PromotionProposal;
import dev.attune.registry.gate.ProjectGates;
import dev.attune.registry.service.Promotions;
import dev.attune.registry.store.PromotionStore;
import dev.attune.registry.store.approval.ApprovalStore;
import dev.attune.registry.store.gate.GateStore;
import dev.attune.service.outbox.Outbox;
import dev.attune.service.page.Cursor;
import dev.attune.service.page.Part;

/**
 * Promotions that people must stand behind. Each step and its events are one transaction under the lock of the channel: the last approval and the
 * promotion that follows from it happen together, so that whatever dies on the way, there is one promotion or none.
 */
@ApplicationScoped
public class Approvals {

    private static final Logger LOG = Logger.getLogger(Approvals.class);
    private static final int ID_DIGITS = 16;

    private final ApprovalStore proposals;
    private final GateStore gates;
    private final EvidenceDesk desk;
    private final Promotions promotions;
    private final PromotionStore channels;
    private final Outbox outbox;

    Approvals(
            ApprovalStore proposals,
            GateStore gates,
            EvidenceDesk desk,
            Promotions promotions,
            PromotionStore channels,
            Outbox outbox) {
        this.proposals = proposals;
        this.gates = gates;
        this.desk = desk;
        this.promotions = promotions;
        this.channels = channels;
        this.outbox = outbox;
    }

    /** Newest first; in all states where that is null. */
    @Transactional
    public Part<PromotionProposal> list(@Nullable ApprovalState state, @Nullable Cursor before, int limit) {
        return proposals.list(state, before, limit);
    }

    /** @throws AttuneException {@code approval-unknown} */
    @Transactional
    public OpenProposal find(String proposalId) {
        return shown(known(proposalId));
    }

    /**
     * A document of evidence on which somebody decided, as it was then.
     *
     * @throws AttuneException {@code approval-unknown}
     */
    @Transactional
    public String evidence(String proposalId, String sha256) {
        boolean named = known(proposalId).decisions().stream()
                .anyMatch(decision -> decision.evidence().sha256().equals(sha256));
        return Optional.of(sha256)
                .filter(_ -> named)
                .flatMap(proposals::evidence)
                .orElseThrow(() -> ApprovalFaults.unknown(proposalId + " with this evidence"));
    }

    /**
     * A person asks for a promotion; while it is open, the same one again changes nothing.
     *
     * @throws AttuneException {@code checkpoint-unknown}, {@code not-servable}, {@code approval-not-needed}, {@code already-served} or {@code
     *     gates-not-passed}
     */
    @Transactional
    public OpenProposal ask(String channel, String checkpointId, String reason, String by) {
        CheckpointPublished checkpoint = promotions.requireServable(channel, checkpointId);
        String project =
                checkpoint.lineage().kept(Lineage.PROJECT).orElseThrow(() -> ApprovalFaults.noProject(checkpointId));
        channels.lock(channel);
        if (rule(project).isEmpty()) {
            throw ApprovalFaults.notNeeded(project);
        }
        if (channels.current(channel)
                .map(Promoted::checkpointId)
                .filter(checkpointId::equals)
                .isPresent()) {
            throw ApprovalFaults.served(channel, checkpointId);
        }
        promotions.requireGates(channel, checkpoint);
        return shown(asked(project, channel, checkpointId, reason, by));
    }

    /** A policy asks for a promotion, on a channel that is locked. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void askByPolicy(String project, String channel, String checkpointId, String reason, String by) {
        PromotionProposal asked = asked(project, channel, checkpointId, reason, by);
        LOG.infof("Promotion %s of %s waits for people", asked.proposalId(), checkpointId);
    }

    private PromotionProposal asked(String project, String channel, String checkpointId, String reason, String by) {
        Optional<PromotionProposal> open = proposals.open(channel).stream()
                .filter(proposal -> proposal.checkpointId().equals(checkpointId))
                .findFirst();
        return open.orElseGet(() -> {
            int number = proposals.count(channel, checkpointId);
            String id = "promotion-"
                    + Sha256.of(channel + "/" + checkpointId + "/" + number).substring(0, ID_DIGITS);
            publish(new PromotionAsked(id, project, channel, checkpointId, reason, by, now()));
            return known(id);
        });
    }

    /**
     * A person stands behind it; the last one that is wanted makes the channel serve the checkpoint.
     *
     * @param evidenceSha256 what the person has seen
     * @throws AttuneException {@code approval-unknown}, {@code own-proposal}, {@code already-decided} or {@code evidence-changed}
     */
    @Transactional
    public OpenProposal approve(String proposalId, String evidenceSha256, String reason, String by) {
        PromotionProposal proposal = locked(proposalId);
        if (proposal.by().equals(by)) {
            throw ApprovalFaults.own();
        }
        if (proposal.state() == ApprovalState.OPEN && proposal.decidedBy(by)) {
            throw ApprovalFaults.twice();
        }
        decide(proposal, evidenceSha256, told -> new PromotionApproved(proposalId, told, reason, by, now()));
        PromotionProposal approved = known(proposalId);
        if (approved.people() >= rule(proposal.projectId()).orElseThrow().people()) {
            proposals.end(proposalId, ApprovalState.PROMOTED, null);
            promotions.decided(proposal.channel(), proposal.checkpointId(), because(approved), by);
        }
        return shown(known(proposalId));
    }

    private static String because(PromotionProposal approved) {
        return "Approved as " + approved.proposalId() + ", which " + approved.people() + " people stand behind: "
                + approved.reason();
    }

    /**
     * A person does not want it: it is over.
     *
     * @param evidenceSha256 what the person has seen
     * @throws AttuneException {@code approval-unknown}, {@code already-decided} or {@code evidence-changed}
     */
    @Transactional
    public OpenProposal reject(String proposalId, String evidenceSha256, String reason, String by) {
        PromotionProposal proposal = locked(proposalId);
        decide(proposal, evidenceSha256, told -> new PromotionRejected(proposalId, told, reason, by, now()));
        return shown(known(proposalId));
    }

    private void decide(
            PromotionProposal proposal,
            String seen,
            Function<ApprovalEvent.Evidence, ApprovalEvent.OfPromotion> decision) {
        if (proposal.state() != ApprovalState.OPEN) {
            throw ApprovalFaults.over(proposal.state());
        }
        PromotionEvidence evidence = desk.of(proposal).orElseThrow(ApprovalFaults::changed);
        String document = evidence.document();
        ApprovalEvent.Evidence told = evidence.told(document);
        if (!told.sha256().equals(seen)) {
            throw ApprovalFaults.changed();
        }
        proposals.keep(told.sha256(), document);
        publish(decision.apply(told));
    }

    /** What a channel serves has changed: where that was what the gates had measured beside, nobody can decide any more. */
    void changed(@Observes Promoted promoted) {
        String served =
                channels.current(promoted.channel()).map(Promoted::checkpointId).orElse(promoted.checkpointId());
        for (PromotionProposal proposal : proposals.open(promoted.channel())) {
            if (proposal.checkpointId().equals(served)) {
                proposals.end(proposal.proposalId(), ApprovalState.PROMOTED, promoted.reason());
            } else if (desk.of(proposal).isEmpty()) {
                lapse(
                        proposal,
                        "Channel " + promoted.channel() + " serves " + served + " now, beside which the gates of "
                                + proposal.checkpointId() + " were not measured.");
            }
        }
    }

    /** The gates of a project have changed: what was measured at others is no evidence any more. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void gatesChanged(String projectId, String channel) {
        for (PromotionProposal proposal : proposals.open(channel)) {
            if (proposal.projectId().equals(projectId) && desk.of(proposal).isEmpty()) {
                lapse(proposal, "The gates of project " + projectId + " have changed since they were measured.");
            }
        }
    }

    private void lapse(PromotionProposal proposal, String because) {
        publish(new PromotionLapsed(proposal.proposalId(), because, now()));
    }

    /** How many people the project wants to stand behind promotions. */
    public Optional<ApprovalRule> rule(String projectId) {
        return gates.policy(projectId).map(ProjectGates::policy).map(GatePolicy::approval);
    }

    private OpenProposal shown(PromotionProposal proposal) {
        if (proposal.state() != ApprovalState.OPEN) {
            return new OpenProposal(proposal, null, null, null);
        }
        Integer wanted = rule(proposal.projectId()).map(ApprovalRule::people).orElse(null);
        PromotionEvidence evidence = desk.of(proposal).orElse(null);
        String hash =
                evidence == null ? null : evidence.told(evidence.document()).sha256();
        return new OpenProposal(proposal, wanted, evidence, hash);
    }

    private PromotionProposal locked(String proposalId) {
        channels.lock(known(proposalId).channel());
        return known(proposalId);
    }

    private PromotionProposal known(String proposalId) {
        return proposals.find(proposalId).orElseThrow(() -> ApprovalFaults.unknown(proposalId));
    }

    private void publish(ApprovalEvent.OfPromotion event) {
        proposals.apply(Objects.requireNonNull(event));
        outbox.add(event);
    }

    /** PostgreSQL keeps microseconds: a finer time would not be equal when it is read again. */
    private static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MICROS);
    }
}
