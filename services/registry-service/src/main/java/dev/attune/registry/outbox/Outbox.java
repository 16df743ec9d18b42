package dev.attune.registry.outbox;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.quarkus.panache.common.Page;
import io.quarkus.panache.common.Sort;

import dev.attune.contracts.bus.EventCodec;
import dev.attune.contracts.bus.EventTypes;
import dev.attune.contracts.event.Event;

/** Events that leave with the transaction that decided them, or not at all. */
@ApplicationScoped
public class Outbox implements PanacheRepositoryBase<OutboxEntity, Long> {

    private static final int BATCH = 100;

    /** Puts the event into the caller's transaction; returns the id that it will have on the bus. */
    @Transactional(Transactional.TxType.MANDATORY)
    public String add(Event event) {
        OutboxEntity entity = new OutboxEntity();
        entity.eventId = UUID.randomUUID().toString();
        entity.type = EventTypes.nameOf(event.getClass());
        entity.event = EventCodec.json(event);
        entity.createdAt = Instant.now();
        persist(entity);
        return entity.eventId;
    }

    /** The oldest unsent events, in the order in which they were added. */
    List<OutboxEntity> unsent() {
        return find("sentAt is null", Sort.ascending("position"))
                .page(Page.ofSize(BATCH))
                .list();
    }

    /** Whether this transaction is the one relay that sends: two of them could change the order. */
    boolean lock() {
        return (Boolean) getEntityManager()
                .createNativeQuery("select pg_try_advisory_xact_lock(hashtext('attune.registry/outbox'))")
                .getSingleResult();
    }
}
