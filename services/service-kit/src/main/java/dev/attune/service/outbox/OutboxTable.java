package dev.attune.service.outbox;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntFunction;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;

import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

import dev.attune.service.database.Statements;

/** The table {@code outbox}, inside the caller's transaction. */
@ApplicationScoped
class OutboxTable {

    private static final String ADD = """
            INSERT INTO %s (id, type, event_key, payload, created_at, trace_parent, trace_state)
            SELECT id, type, event_key, payload, created_at, trace_parent, trace_state
            FROM unnest(?1, ?2, ?3, ?4, ?5, ?6, ?7) WITH ORDINALITY
                AS e(id, type, event_key, payload, created_at, trace_parent, trace_state, n)
            ORDER BY n
            """;

    /** The length of a payload is known without reading it. */
    private static final String OLDEST = """
            SELECT position, id, type, event_key, payload, created_at, trace_parent, trace_state
            FROM (SELECT w.*, sum(octet_length(payload)) OVER (ORDER BY position) AS bytes, row_number() OVER (ORDER BY position) AS n
                  FROM (SELECT * FROM %s
                        WHERE sent_at IS NULL AND set_apart IS NULL AND type <> ALL(?2) AND position >= ?4
                        ORDER BY position LIMIT ?1) w) s
            WHERE bytes <= ?3 OR n = 1 ORDER BY position
            """;

    private static final String SETTLE = "UPDATE %s SET sent_at = ?1 WHERE id = ANY(?2)";

    private static final String WAITING = " where sentAt is null and setApart is null";

    private final EntityManager entities;
    private final Statements statements;
    private final String lock;
    private final String add;
    private final String oldest;
    private final String settle;

    OutboxTable(
            EntityManager entities,
            Statements statements,
            @ConfigProperty(name = "quarkus.application.name") String service,
            @ConfigProperty(name = "quarkus.hibernate-orm.database.default-schema") Optional<String> schema) {
        this.entities = entities;
        this.statements = statements;
        this.lock = "attune." + service + ".outbox";
        String table = schema.map(name -> name + ".outbox").orElse("outbox");
        this.add = ADD.formatted(table);
        this.oldest = OLDEST.formatted(table);
        this.settle = SETTLE.formatted(table);
    }

    /**
     * Whether this transaction is the one that sends: two of them could change the order. Its commit does not wait for the disk: what a crash makes it
     * forget is sent again, as after any crash, and neither those who decide events nor the next ones to be sent wait for it.
     */
    boolean tryLock() {
        return statements.rows(row -> row.getBoolean(1), """
                        SELECT pg_try_advisory_xact_lock(hashtextextended(?1, 0)), set_config('synchronous_commit', 'off', true)
                        """, lock).getFirst();
    }

    /** Waits until this transaction is the one that sends. */
    void lock() {
        statements.rows(row -> lock, "SELECT CAST(pg_advisory_xact_lock(hashtextextended(?1, 0)) AS text)", lock);
    }

    /** Adds rows, in their order. */
    void add(List<OutboxMessage> messages) {
        statements.update(
                add,
                column(messages, UUID[]::new, OutboxMessage::id),
                column(messages, String[]::new, OutboxMessage::type),
                column(messages, String[]::new, OutboxMessage::key),
                column(messages, String[]::new, OutboxMessage::payload),
                column(messages, Instant[]::new, OutboxMessage::createdAt),
                column(messages, String[]::new, OutboxMessage::traceParent),
                column(messages, String[]::new, OutboxMessage::traceState));
    }

    private static <C> C[] column(
            List<OutboxMessage> messages, IntFunction<C[]> type, Function<OutboxMessage, @Nullable C> value) {
        C[] column = type.apply(messages.size());
        for (int i = 0; i < column.length; i++) {
            column[i] = value.apply(messages.get(i));
        }
        return column;
    }

    /**
     * The events to send next, in the order in which they were added: as many as {@code bytes} allow, one at least.
     *
     * @param except types that must wait
     * @param from the lowest position that is looked at
     */
    List<OutboxMessage> oldest(int limit, long bytes, Collection<String> except, long from) {
        return statements.rows(OutboxTable::message, oldest, limit, except.toArray(String[]::new), bytes, from);
    }

    private static OutboxMessage message(ResultSet row) throws SQLException {
        return new OutboxMessage(
                row.getLong(1),
                row.getObject(2, UUID.class),
                row.getString(3),
                row.getString(4),
                row.getString(5),
                row.getTimestamp(6).toInstant(),
                row.getString(7),
                row.getString(8));
    }

    /** The bus has these. */
    void settle(Collection<UUID> ids, Instant now) {
        if (!ids.isEmpty()) {
            statements.update(settle, now, ids.toArray(UUID[]::new));
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
