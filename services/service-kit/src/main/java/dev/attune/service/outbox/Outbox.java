package dev.attune.service.outbox;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;

import org.eclipse.microprofile.config.inject.ConfigProperty;

import dev.attune.contracts.bus.EventCodec;
import dev.attune.contracts.bus.EventTypes;
import dev.attune.contracts.event.Event;

/** Events that leave with the transaction that decided them, or not at all. */
@ApplicationScoped
public class Outbox {

    private final EntityManager entities;
    private final jakarta.enterprise.event.Event<Written> written;
    private final String lock;

    Outbox(
            EntityManager entities,
            jakarta.enterprise.event.Event<Written> written,
            @ConfigProperty(name = "quarkus.application.name") String service) {
        this.entities = entities;
        this.written = written;
        this.lock = "attune." + service + ".outbox";
    }

    /** Said inside the process when events were added: after the commit the relay hurries. */
    record Written() {}

    /** Adds an event to the caller's transaction; returns the id that it will have on the bus. */
    @Transactional(Transactional.TxType.MANDATORY)
    public String add(Event event) {
        UUID id = UUID.randomUUID();
        String type = EventTypes.nameOf(event.getClass());
        entities.persist(new OutboxRow(id, type, EventCodec.json(event), Instant.now()));
        written.fire(new Written());
        return id.toString();
    }

    /** Adds events to the caller's transaction, in their order. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void add(List<? extends Event> events) {
        events.forEach(this::add);
    }

    /** Events that the bus has not acknowledged yet. */
    @Transactional
    public long waiting() {
        return entities.createQuery("select count(*) from OutboxRow", Long.class)
                .getSingleResult();
    }

    /** Whether this transaction is the one that sends: two of them could change the order. */
    boolean tryLock() {
        return (Boolean) entities.createNativeQuery("select pg_try_advisory_xact_lock(hashtextextended(:name, 0))")
                .setParameter("name", lock)
                .getSingleResult();
    }

    /** The events to send next, in the order in which they were added. */
    List<OutboxRow> oldest(int limit) {
        return entities.createQuery("from OutboxRow order by position", OutboxRow.class)
                .setMaxResults(limit)
                .getResultList();
    }

    @Transactional
    void forget(List<OutboxRow> sent) {
        entities.createQuery("delete from OutboxRow where id in :ids")
                .setParameter("ids", sent.stream().map(row -> row.id).toList())
                .executeUpdate();
    }
}
