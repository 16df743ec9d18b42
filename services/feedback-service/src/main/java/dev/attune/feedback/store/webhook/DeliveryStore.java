package dev.attune.feedback.store.webhook;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import org.jspecify.annotations.Nullable;

import dev.attune.feedback.store.Sql;
import dev.attune.feedback.webhook.Delivery;

/** What is to be sent to webhooks. The database adds a row in the transaction in which the event happens. */
@ApplicationScoped
public class DeliveryStore {

    private static final String COLUMNS = """
            SELECT id, type, happened_at, attempts, next_at, tried_at, delivered_at, last_status, last_error
            FROM feedback.webhook_delivery
            """;

    /** A few of each webhook, so that one that does not answer holds up no other. */
    private static final String CLAIM = """
            UPDATE feedback.webhook_delivery d
            SET attempts = d.attempts + 1, tried_at = clock_timestamp(),
                next_at = clock_timestamp() + make_interval(secs => ?1)
            FROM (SELECT due.id, w.id AS webhook, w.project_id, w.url, w.secret
                  FROM feedback.webhook w, LATERAL
                       (SELECT id FROM feedback.webhook_delivery
                        WHERE webhook_id = w.id AND next_at <= clock_timestamp()
                        ORDER BY next_at LIMIT ?2 FOR UPDATE SKIP LOCKED) due
                  WHERE w.disabled_at IS NULL
                  LIMIT 200) claimed
            WHERE d.id = claimed.id
            RETURNING d.id, claimed.webhook, claimed.project_id, claimed.url, claimed.secret, d.type, d.payload,
                      d.happened_at, d.attempts
            """;

    private final Sql sql;

    DeliveryStore(Sql sql) {
        this.sql = sql;
    }

    /**
     * A delivery with all that is needed to send it.
     *
     * @param attempt which one this is, from 1
     */
    public record Due(
            UUID id,
            UUID webhook,
            UUID project,
            String url,
            String sealedSecret,
            String type,
            String payload,
            Instant happenedAt,
            int attempt) {

        /** Without the secret. */
        @Override
        public String toString() {
            return "delivery " + id + " to webhook " + webhook;
        }
    }

    /** Claims what is due; what nobody settles within {@code lease} is due again. */
    public List<Due> claim(Duration lease, int ofEach) {
        return sql.rows(CLAIM, (double) lease.toSeconds(), ofEach).stream()
                .map(DeliveryStore::due)
                .toList();
    }

    /** Adds something to be sent to one webhook, whatever events it wants, and claims it. */
    public Due addClaimed(UUID webhook, String type, String payload, Duration lease) {
        UUID id = UUID.randomUUID();
        sql.update("""
                INSERT INTO feedback.webhook_delivery
                  (id, webhook_id, type, payload, happened_at, attempts, tried_at, next_at)
                VALUES (?1, ?2, ?3, ?4, clock_timestamp(), 1, clock_timestamp(),
                        clock_timestamp() + make_interval(secs => ?5))
                """, id, webhook, type, payload, (double) lease.toSeconds());
        return due(sql.row("""
                SELECT d.id, w.id AS webhook, w.project_id, w.url, w.secret, d.type, d.payload, d.happened_at, d.attempts
                FROM feedback.webhook_delivery d JOIN feedback.webhook w ON w.id = d.webhook_id WHERE d.id = ?1
                """, id));
    }

    private static Due due(Object row) {
        Object[] columns = (Object[]) row;
        return new Due(
                (UUID) columns[0],
                (UUID) columns[1],
                (UUID) columns[2],
                (String) columns[3],
                (String) columns[4],
                (String) columns[5],
                (String) columns[6],
                (Instant) columns[7],
                ((Number) columns[8]).intValue());
    }

    public void delivered(UUID id, int status) {
        sql.update("""
                UPDATE feedback.webhook_delivery
                SET delivered_at = clock_timestamp(), next_at = NULL, last_status = ?2, last_error = NULL WHERE id = ?1
                """, id, status);
    }

    /**
     * Notes that an attempt failed.
     *
     * @param status absent when there was no answer
     * @param again how long until the next attempt; absent when it is given up
     */
    public void failed(UUID id, @Nullable Integer status, String error, @Nullable Duration again) {
        sql.update(
                """
                UPDATE feedback.webhook_delivery
                SET last_status = CAST(nullif(?2, '') AS integer), last_error = ?3,
                    next_at = clock_timestamp() + make_interval(secs => CAST(nullif(?4, '') AS double precision))
                WHERE id = ?1
                """,
                id,
                status == null ? "" : status.toString(),
                error,
                again == null ? "" : Double.toString(again.toMillis() / 1000.0));
    }

    /** Sends it again, from the first attempt on; false when the webhook has no such delivery. */
    public boolean replay(UUID webhook, UUID id) {
        return sql.update("""
                UPDATE feedback.webhook_delivery
                SET attempts = 0, next_at = clock_timestamp(), delivered_at = NULL, last_status = NULL, last_error = NULL
                WHERE webhook_id = ?1 AND id = ?2
                """, webhook, id) == 1;
    }

    /** The webhook's deliveries, newest first. */
    public List<Delivery> of(UUID webhook, int limit) {
        return deliveries("WHERE webhook_id = ?1 ORDER BY position DESC LIMIT ?2", webhook, limit);
    }

    public Optional<Delivery> byId(UUID id) {
        return deliveries("WHERE id = ?1", id).stream().findFirst();
    }

    private List<Delivery> deliveries(String which, Object... parameters) {
        return sql.rows(COLUMNS + which, parameters).stream()
                .map(row -> {
                    Object[] columns = (Object[]) row;
                    return new Delivery(
                            (UUID) columns[0],
                            (String) columns[1],
                            (Instant) columns[2],
                            ((Number) columns[3]).intValue(),
                            (Instant) columns[4],
                            (Instant) columns[5],
                            (Instant) columns[6],
                            (Integer) columns[7],
                            (String) columns[8]);
                })
                .toList();
    }

    /** Forgets at most {@code limit} deliveries of things that happened longer ago; returns how many. */
    public int forget(Duration age, int limit) {
        return sql.forget("feedback.webhook_delivery", "happened_at", age, limit);
    }
}
