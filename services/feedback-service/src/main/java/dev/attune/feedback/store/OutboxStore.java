package dev.attune.feedback.store;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;

/** Events that are still to be published, in the order in which they were written. */
@ApplicationScoped
public class OutboxStore {

    private final EntityManager entities;
    private final Locks locks;

    OutboxStore(EntityManager entities, Locks locks) {
        this.entities = entities;
        this.locks = locks;
    }

    /**
     * An event to be published.
     *
     * @param id becomes the CloudEvent's id, so that a second delivery can be recognised
     * @param type CloudEvents type
     * @param payload the event as JSON
     */
    public record Row(long position, UUID id, String type, String payload, Instant createdAt) {}

    public void add(String type, String payload) {
        entities.persist(new OutboxEntity(UUID.randomUUID(), type, payload, Instant.now()));
    }

    /** False when another instance publishes just now; else nobody else does until the transaction ends. */
    public boolean tryLock() {
        return locks.tryHold("outbox");
    }

    public List<Row> oldest(int limit) {
        return entities.createQuery("from OutboxEntity order by position", OutboxEntity.class)
                .setMaxResults(limit)
                .getResultStream()
                .map(OutboxEntity::row)
                .toList();
    }

    public void delete(List<Row> rows) {
        entities.createQuery("delete from OutboxEntity where position in :positions")
                .setParameter("positions", rows.stream().map(Row::position).toList())
                .executeUpdate();
    }

    public long count() {
        return entities.createQuery("select count(*) from OutboxEntity", Long.class)
                .getSingleResult();
    }
}
