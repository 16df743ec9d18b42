package dev.attune.feedback.store;

import java.time.Duration;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

/** Calls and events that were dealt with already, so that a second one changes nothing. */
@ApplicationScoped
public class CallStore {

    private final Sql sql;

    CallStore(Sql sql) {
        this.sql = sql;
    }

    /** A call of the past: the hash of what was asked, and the answer as JSON. */
    public record Answered(String requestHash, String response) {}

    /** Claims the key; false when it was used before. Waits while another call with the key is under way. */
    public boolean claim(UUID account, String key, String requestHash) {
        return sql.update("""
                INSERT INTO feedback.idempotency (account_id, key, request_hash)
                VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING
                """, account, key, requestHash) == 1;
    }

    public void answer(UUID account, String key, String response) {
        sql.update(
                "UPDATE feedback.idempotency SET response = ?3 WHERE account_id = ?1 AND key = ?2",
                account,
                key,
                response);
    }

    public Answered answered(UUID account, String key) {
        Object[] row = (Object[]) sql.row(
                "SELECT request_hash, response FROM feedback.idempotency WHERE account_id = ?1 AND key = ?2",
                account,
                key);
        return new Answered((String) row[0], (String) row[1]);
    }

    /** Notes an event of the bus; false when it was noted before. */
    public boolean firstDelivery(String eventId) {
        return sql.update("INSERT INTO feedback.processed_event (id) VALUES (?1) ON CONFLICT DO NOTHING", eventId) == 1;
    }

    /** Forgets at most {@code limit} answers that are older; returns how many. */
    public int forgetAnswers(Duration age, int limit) {
        return sql.forget("feedback.idempotency", "created_at", age, limit);
    }

    /** Forgets at most {@code limit} deliveries that are older; returns how many. */
    public int forgetDeliveries(Duration age, int limit) {
        return sql.forget("feedback.processed_event", "processed_at", age, limit);
    }
}
