package dev.attune.service.outbox;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Tuple;

import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The table {@code outbox}, inside the caller's transaction. */
@ApplicationScoped
class OutboxTable {

    private static final String WAITING = " where sentAt is null and setApart is null";

    private final EntityManager entities;
    private final String lock;

    OutboxTable(EntityManager entities, @ConfigProperty(name = "quarkus.application.name") String service) {
        this.entities = entities;
        this.lock = "attune." + service + ".outbox";
    }

    /** Whether this transaction is the one that sends: two of them could change the order. */
    boolean tryLock() {
        return (Boolean) entities.createNativeQuery("select pg_try_advisory_xact_lock(hashtextextended(:name, 0))")
                .setParameter("name", lock)
                .getSingleResult();
    }

    /** Waits until this transaction is the one that sends. */
    void lock() {
        entities.createNativeQuery("select cast(pg_advisory_xact_lock(hashtextextended(:name, 0)) as text)")
                .setParameter("name", lock)
                .getResultList();
    }

    /**
     * The events to send next, in the order in which they were added: as many as {@code bytes} allow, one at least.
     *
     * @param except types that must wait
     */
    List<OutboxMessage> oldest(int limit, long bytes, Collection<String> except) {
        List<UUID> chosen = new ArrayList<>();
        long sum = 0;
        for (Tuple row : entities.createQuery(
                        "select id as id, octet_length(payload) as bytes from OutboxRow" + WAITING
                                + " and type not in (:except) order by position",
                        Tuple.class)
                .setParameter("except", except.isEmpty() ? List.of("") : except)
                .setMaxResults(limit)
                .getResultList()) {
            sum += row.get("bytes", Number.class).longValue();
            if (sum > bytes && !chosen.isEmpty()) {
                break;
            }
            chosen.add(row.get("id", UUID.class));
        }
        return chosen.isEmpty() ? List.of() : messages(chosen);
    }

    /** Columns rather than entities: nothing of them outlives the sending. */
    private List<OutboxMessage> messages(List<UUID> ids) {
        return entities.createQuery(
                        "select new dev.attune.service.outbox.OutboxMessage(id, type, key, payload, createdAt,"
                                + " traceParent, traceState)"
                                + " from OutboxRow where id in (:ids) order by position",
                        OutboxMessage.class)
                .setParameter("ids", ids)
                .getResultList();
    }

    /** The bus has these. */
    void settle(Collection<UUID> ids, Instant now) {
        if (!ids.isEmpty()) {
            entities.createQuery("update OutboxRow set sentAt = :now where id in (:ids)")
                    .setParameter("now", now)
                    .setParameter("ids", ids)
                    .executeUpdate();
        }
    }

    /** The key of a row that was written before there was a column for it. */
    void keyed(UUID id, String key) {
        entities.createQuery("update OutboxRow set key = :key where id = :id")
                .setParameter("key", key)
                .setParameter("id", id)
                .executeUpdate();
    }

    void setApart(UUID id, String reason) {
        entities.createQuery("update OutboxRow set setApart = :reason where id = :id")
                .setParameter("reason", reason)
                .setParameter("id", id)
                .executeUpdate();
    }

    /** Forgets at most {@code limit} of the rows that were sent before; returns how many. */
    int forgetSentBefore(Instant time, int limit) {
        List<UUID> old = entities.createQuery(
                        "select id from OutboxRow where sentAt < :time order by sentAt", UUID.class)
                .setParameter("time", time)
                .setMaxResults(limit)
                .getResultList();
        return old.isEmpty()
                ? 0
                : entities.createQuery("delete from OutboxRow where id in (:ids)")
                        .setParameter("ids", old)
                        .executeUpdate();
    }

    long waiting() {
        return count("select count(*) from OutboxRow" + WAITING);
    }

    /** Bytes of their payloads. */
    long waitingBytes() {
        return count("select coalesce(sum(cast(octet_length(payload) as long)), 0) from OutboxRow" + WAITING);
    }

    long setApart() {
        return count("select count(*) from OutboxRow where setApart is not null");
    }

    long sent() {
        return count("select count(*) from OutboxRow where sentAt is not null");
    }

    private long count(String query) {
        return entities.createQuery(query, Long.class).getSingleResult();
    }

    /** The first of the rows that were set apart, oldest first. */
    List<OutboxState.SetApart> listSetApart(int limit) {
        return entities.createQuery(
                        "select new dev.attune.service.outbox.OutboxState$SetApart(id, type, key, setApart, createdAt)"
                                + " from OutboxRow where setApart is not null order by position",
                        OutboxState.SetApart.class)
                .setMaxResults(limit)
                .getResultList();
    }

    /** When the oldest row was added that waits. */
    List<Instant> oldestWaiting() {
        return entities.createQuery("select createdAt from OutboxRow" + WAITING + " order by position", Instant.class)
                .setMaxResults(1)
                .getResultList();
    }
}
