package dev.attune.feedback.store.live;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import org.jspecify.annotations.Nullable;

import dev.attune.contracts.bus.EventCodec;
import dev.attune.contracts.event.ExchangeEvent.ExchangeEnded;
import dev.attune.feedback.store.Sql;

/** Served answers of late, without their texts, and the last word on each. */
@ApplicationScoped
public class ExchangeStore {

    private final Sql sql;

    ExchangeStore(Sql sql) {
        this.sql = sql;
    }

    /** A served answer, and how old it is. */
    public record Served(ExchangeEnded exchange, Duration age) {}

    /** Keeps it once; of an account that is not here nothing is kept. A project that is not here is none. */
    public void put(ExchangeEnded exchange, UUID account, @Nullable UUID project) {
        sql.update(
                """
                INSERT INTO feedback.exchange (completion_id, account_id, project_id, event, ended_at)
                SELECT ?1, a.id, (SELECT p.id FROM feedback.project p WHERE p.id = CAST(?3 AS uuid)), ?4, ?5
                FROM feedback.account a WHERE a.id = ?2
                ON CONFLICT (completion_id) DO NOTHING
                """,
                exchange.completionId(),
                account,
                project == null ? null : project.toString(),
                EventCodec.json(exchange),
                exchange.at());
    }

    /** Held until the transaction ends. */
    public Optional<Served> locked(String completionId) {
        return sql.rows("""
                        SELECT event, CAST(EXTRACT(EPOCH FROM clock_timestamp() - ended_at) AS double precision)
                        FROM feedback.exchange WHERE completion_id = ?1 FOR UPDATE
                        """, completionId).stream()
                .map(row -> (Object[]) row)
                .map(row -> new Served(
                        EventCodec.read(((String) row[0]).getBytes(StandardCharsets.UTF_8), ExchangeEnded.class),
                        Duration.ofMillis((long) (1000 * ((Number) row[1]).doubleValue()))))
                .findFirst();
    }

    /** The last word; returns when it was given, by the database's clock. */
    public Instant react(String completionId, UUID account, String reaction, @Nullable String edit) {
        return (Instant) sql.row("""
                INSERT INTO feedback.live_feedback (completion_id, account_id, reaction, edit, given_at)
                VALUES (?1, ?2, ?3, CAST(?4 AS text), clock_timestamp())
                ON CONFLICT (completion_id)
                DO UPDATE SET account_id = ?2, reaction = ?3, edit = CAST(?4 AS text), given_at = clock_timestamp()
                RETURNING given_at
                """, completionId, account, reaction, edit);
    }

    /** Forgets at most {@code limit} that are older, with what was said of them; returns how many. */
    public int forget(Duration age, int limit) {
        return sql.forget("feedback.exchange", "ended_at", age, limit);
    }
}
