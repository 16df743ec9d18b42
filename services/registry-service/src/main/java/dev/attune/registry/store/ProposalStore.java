package dev.attune.registry.store;

import java.util.List;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.quarkus.panache.common.Page;
import io.quarkus.panache.common.Sort;
import org.jspecify.annotations.Nullable;

import dev.attune.contracts.bus.EventCodec;
import dev.attune.contracts.bus.InvalidEventException;
import dev.attune.contracts.event.ApprovalEvent;
import dev.attune.contracts.event.ApprovalEvent.Approved;
import dev.attune.contracts.event.ApprovalEvent.Proposed;
import dev.attune.contracts.event.ApprovalEvent.Rejected;
import dev.attune.contracts.name.Names;
import dev.attune.registry.Proposal;
import dev.attune.registry.Proposal.Decided;
import dev.attune.registry.ProposalState;
import dev.attune.service.page.Cursor;
import dev.attune.service.page.Part;

/** Proposals and what was decided on them; nothing is ever taken back. */
@ApplicationScoped
public class ProposalStore implements PanacheRepositoryBase<ProposalEntity, String> {

    private static final Sort NEWEST_FIRST = Sort.descending("proposedAt").and("proposalId");

    /** Until the transaction ends, nobody else proposes or decides on a task. */
    public void lock(String task) {
        getEntityManager()
                .createNativeQuery("select cast(pg_advisory_xact_lock(hashtext(:task)) as text)")
                .setParameter("task", "attune.tasks/" + task)
                .getResultList();
    }

    /**
     * Takes what was said on the bus; what is known already changes nothing.
     *
     * @throws InvalidEventException for a decision on what was never proposed, or against the one before
     */
    public void apply(ApprovalEvent.OfTask event) {
        ProposalEntity known = findById(event.proposalId());
        if (event instanceof Proposed proposed) {
            if (known == null) {
                add(proposed);
            }
            return;
        }
        if (known == null) {
            throw new InvalidEventException("There is no proposal " + event.proposalId() + " to decide on.", null);
        }
        ProposalState state = event instanceof Approved ? ProposalState.APPROVED : ProposalState.REJECTED;
        if (known.state == ProposalState.PROPOSED) {
            decide(known, state, event);
        } else if (known.state != state) {
            throw new InvalidEventException(
                    "The proposal " + event.proposalId() + " was " + told(known.state) + " before; that stays.", null);
        }
    }

    private static String told(ProposalState state) {
        return state.name().toLowerCase(java.util.Locale.ROOT);
    }

    private void add(Proposed event) {
        ProposalEntity entity = new ProposalEntity();
        entity.proposalId = event.proposalId();
        entity.name = event.task().name();
        entity.state = ProposalState.PROPOSED;
        entity.proposedAt = event.at();
        entity.proposed = EventCodec.json(event);
        persist(entity);
    }

    private void decide(ProposalEntity entity, ProposalState state, ApprovalEvent.OfTask event) {
        entity.state = state;
        entity.decided = EventCodec.json(event);
        if (event instanceof Approved approved) {
            entity.checkpointId = approved.checkpointId();
            entity.version = approved.version();
        }
        persist(entity);
    }

    public Optional<Proposal> find(String proposalId) {
        // What is no name is in no row, and PostgreSQL takes no text with NUL.
        return Names.isName(proposalId) ? findByIdOptional(proposalId).map(ProposalStore::proposal) : Optional.empty();
    }

    /** Whether a reviewer let this checkpoint be published. */
    public boolean isApproved(String checkpointId) {
        return count("checkpointId = ?1 and state = ?2", checkpointId, ProposalState.APPROVED) > 0;
    }

    /** The number that the task's next version gets. */
    public int nextVersion(String name) {
        Integer last = getEntityManager()
                .createQuery("select max(version) from ProposalEntity where name = :name", Integer.class)
                .setParameter("name", name)
                .getSingleResult();
        return last == null ? 1 : last + 1;
    }

    /** Newest first; in all states, or of all tasks, where one is null. */
    public Part<Proposal> list(
            @Nullable ProposalState state, @Nullable String name, @Nullable Cursor before, int limit) {
        String which = state == null ? "" : "state = " + ProposalState.class.getName() + "." + state.name() + " and ";
        List<ProposalEntity> rows = find(
                        which + "(cast(?1 as text) is null or name = ?1) and "
                                + Behind.condition("proposedAt", "proposalId", 2),
                        NEWEST_FIRST,
                        Behind.after(name, before))
                .page(Page.ofSize(limit + 1))
                .list();
        return Part.of(rows, limit, row -> new Cursor(row.proposedAt, row.proposalId), ProposalStore::proposal);
    }

    private static Proposal proposal(ProposalEntity entity) {
        Proposed proposed = StoredJson.event(entity.proposed, Proposed.class);
        return new Proposal(
                entity.proposalId,
                entity.state,
                entity.name,
                proposed.task(),
                proposed.artifact(),
                proposed.reason(),
                proposed.by(),
                proposed.at(),
                entity.decided == null ? null : decided(entity.state, entity.decided));
    }

    private static Decided decided(ProposalState state, String json) {
        if (state == ProposalState.APPROVED) {
            Approved approved = StoredJson.event(json, Approved.class);
            return new Decided(
                    approved.by(), approved.at(), approved.reason(), approved.checkpointId(), approved.version());
        }
        Rejected rejected = StoredJson.event(json, Rejected.class);
        return new Decided(rejected.by(), rejected.at(), rejected.reason(), null, null);
    }
}
