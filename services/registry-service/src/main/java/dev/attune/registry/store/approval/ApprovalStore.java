package dev.attune.registry.store.approval;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import org.jspecify.annotations.Nullable;

import dev.attune.contracts.event.ApprovalEvent;
import dev.attune.contracts.event.ApprovalEvent.Evidence;
import dev.attune.contracts.event.ApprovalEvent.PromotionApproved;
import dev.attune.contracts.event.ApprovalEvent.PromotionAsked;
import dev.attune.contracts.event.ApprovalEvent.PromotionLapsed;
import dev.attune.contracts.event.ApprovalEvent.PromotionRejected;
import dev.attune.contracts.json.Json;
import dev.attune.contracts.name.Names;
import dev.attune.registry.approval.ApprovalState;
import dev.attune.registry.approval.PromotionProposal;
import dev.attune.registry.approval.PromotionProposal.PersonDecision;
import dev.attune.registry.store.Sql;
import dev.attune.service.database.Statements;
import dev.attune.service.page.Cursor;
import dev.attune.service.page.Part;

/** Promotions that were asked for, and what people decided; events change it, and nothing is ever taken back. */
@ApplicationScoped
public class ApprovalStore {

    private static final String PROPOSALS = """
            SELECT proposal_id, project_id, channel, checkpoint_id, reason, asked_by, asked_at, state, over_because
            FROM registry.promotion_proposals
            """;

    private final Statements statements;

    ApprovalStore(Statements statements) {
        this.statements = statements;
    }

    /** Takes what was said, here or on the bus; what is known already changes nothing. */
    public void apply(ApprovalEvent.OfPromotion event) {
        switch (event) {
            case PromotionAsked asked -> add(asked);
            case PromotionApproved said ->
                add(said.proposalId(), new PersonDecision(said.by(), true, said.reason(), said.at(), said.evidence()));
            case PromotionRejected said -> {
                add(said.proposalId(), new PersonDecision(said.by(), false, said.reason(), said.at(), said.evidence()));
                end(said.proposalId(), ApprovalState.REJECTED, null);
            }
            case PromotionLapsed lapsed -> end(lapsed.proposalId(), ApprovalState.LAPSED, lapsed.reason());
        }
    }

    private void add(PromotionAsked asked) {
        statements.update(
                "INSERT INTO registry.promotion_proposals (proposal_id, project_id, channel, checkpoint_id, reason, asked_by,"
                        + " asked_at, state) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, 'OPEN') ON CONFLICT DO NOTHING",
                asked.proposalId(),
                asked.projectId(),
                asked.channel(),
                asked.checkpointId(),
                asked.reason(),
                asked.by(),
                asked.at());
    }

    private void add(String proposalId, PersonDecision decision) {
        statements.update(
                "INSERT INTO registry.promotion_decisions (proposal_id, decided_by, approved, reason, decided_at, evidence)"
                        + " SELECT ?1, ?2, ?3, ?4, ?5, CAST(?6 AS jsonb) WHERE EXISTS"
                        + " (SELECT 1 FROM registry.promotion_proposals WHERE proposal_id = ?1) ON CONFLICT DO NOTHING",
                proposalId,
                decision.by(),
                decision.approved(),
                decision.reason(),
                decision.at(),
                Json.text(decision.evidence()));
    }

    /** Ends what is open. */
    public void end(String proposalId, ApprovalState state, @Nullable String because) {
        statements.update(
                "UPDATE registry.promotion_proposals SET state = ?2, over_because = ?3, over_at = clock_timestamp()"
                        + " WHERE proposal_id = ?1 AND state = 'OPEN'",
                proposalId,
                state.name(),
                because);
    }

    /** Keeps a document of evidence. */
    public void keep(String sha256, String document) {
        statements.update(
                "INSERT INTO registry.promotion_evidence (sha256, document) VALUES (?1, ?2) ON CONFLICT DO NOTHING",
                sha256,
                document);
    }

    /** A document of evidence that was kept, as it was. */
    public Optional<String> evidence(String sha256) {
        return statements
                .rows(
                        row -> row.getString(1),
                        "SELECT document FROM registry.promotion_evidence WHERE sha256 = ?1",
                        sha256)
                .stream()
                .findFirst();
    }

    public Optional<PromotionProposal> find(String proposalId) {
        // What is no name is in no row, and PostgreSQL takes no text with NUL.
        return Names.isName(proposalId)
                ? proposals(PROPOSALS + " WHERE proposal_id = ?1", proposalId).stream()
                        .findFirst()
                : Optional.empty();
    }

    /** What is open on a channel, oldest first. */
    public List<PromotionProposal> open(String channel) {
        return proposals(PROPOSALS + " WHERE channel = ?1 AND state = 'OPEN' ORDER BY asked_at, proposal_id", channel);
    }

    /** All that asked for the checkpoint, newest first. */
    public List<PromotionProposal> of(String checkpointId) {
        return proposals(
                PROPOSALS + " WHERE checkpoint_id = ?1 ORDER BY asked_at DESC, proposal_id DESC LIMIT 100",
                checkpointId);
    }

    /** How often the channel was asked to serve the checkpoint. */
    public int count(String channel, String checkpointId) {
        return statements
                .rows(
                        row -> row.getInt(1),
                        "SELECT count(*) FROM registry.promotion_proposals WHERE channel = ?1 AND checkpoint_id = ?2",
                        channel,
                        checkpointId)
                .getFirst();
    }

    /** Newest first; in all states where that is null. */
    public Part<PromotionProposal> list(@Nullable ApprovalState state, @Nullable Cursor before, int limit) {
        Cursor place = before == null ? Cursor.NEWEST : before;
        List<PromotionProposal> rows = state == null
                ? proposals(
                        PROPOSALS + " WHERE (asked_at, proposal_id) < (?1, ?2)"
                                + " ORDER BY asked_at DESC, proposal_id DESC LIMIT ?3",
                        place.at(),
                        place.id(),
                        limit + 1)
                : proposals(
                        PROPOSALS + " WHERE (asked_at, proposal_id) < (?1, ?2) AND state = ?4"
                                + " ORDER BY asked_at DESC, proposal_id DESC LIMIT ?3",
                        place.at(),
                        place.id(),
                        limit + 1,
                        state.name());
        return Part.of(rows, limit, row -> new Cursor(row.at(), row.proposalId()), row -> row);
    }

    private List<PromotionProposal> proposals(String statement, @Nullable Object... parameters) {
        return statements.rows(ApprovalStore::proposal, statement, parameters).stream()
                .map(this::withDecisions)
                .toList();
    }

    private PromotionProposal withDecisions(PromotionProposal proposal) {
        List<PersonDecision> decisions = statements.rows(
                ApprovalStore::decision,
                "SELECT decided_by, approved, reason, decided_at, CAST(evidence AS text) FROM registry.promotion_decisions"
                        + " WHERE proposal_id = ?1 ORDER BY decided_at, decided_by",
                proposal.proposalId());
        return new PromotionProposal(
                proposal.proposalId(),
                proposal.projectId(),
                proposal.channel(),
                proposal.checkpointId(),
                proposal.reason(),
                proposal.by(),
                proposal.at(),
                proposal.state(),
                proposal.overBecause(),
                decisions);
    }

    private static PromotionProposal proposal(ResultSet row) throws SQLException {
        return new PromotionProposal(
                row.getString(1),
                row.getString(2),
                row.getString(3),
                row.getString(4),
                row.getString(5),
                row.getString(6),
                row.getObject(7, OffsetDateTime.class).toInstant(),
                ApprovalState.valueOf(row.getString(8)),
                row.getString(9),
                List.of());
    }

    private static PersonDecision decision(ResultSet row) throws SQLException {
        return new PersonDecision(
                row.getString(1),
                row.getBoolean(2),
                row.getString(3),
                row.getObject(4, OffsetDateTime.class).toInstant(),
                Sql.json(row.getString(5), Evidence.class));
    }
}
