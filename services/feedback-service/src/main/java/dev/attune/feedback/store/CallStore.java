package dev.attune.feedback.store;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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

    /** What names a call. */
    public record Call(UUID account, String key) {}

    /** A call that is dealt with, and the hash of what was asked. */
    public record Done(Call call, String requestHash, String response) {}

    /** Those of the calls that were answered before. */
    public Map<Call, Answered> answered(Collection<Call> calls) {
        Map<Call, Answered> found = new HashMap<>();
        for (Object each : sql.rows(
                """
                SELECT i.account_id, i.key, i.request_hash, i.response
                FROM unnest(?1, ?2) AS c(account_id, key)
                    JOIN feedback.idempotency i ON i.account_id = c.account_id AND i.key = c.key
                """,
                calls.stream().map(Call::account).toArray(UUID[]::new),
                calls.stream().map(Call::key).toArray(String[]::new))) {
            Object[] row = (Object[]) each;
            found.put(new Call((UUID) row[0], (String) row[1]), new Answered((String) row[2], (String) row[3]));
        }
        return found;
    }

    /** Keeps answers; false when one of the keys was used meanwhile, after which the transaction must not be committed. */
    public boolean keep(List<Done> done) {
        return sql.update(
                        """
                INSERT INTO feedback.idempotency (account_id, key, request_hash, response)
                SELECT * FROM unnest(?1, ?2, ?3, ?4) ON CONFLICT DO NOTHING
                """,
                        done.stream().map(each -> each.call().account()).toArray(UUID[]::new),
                        done.stream().map(each -> each.call().key()).toArray(String[]::new),
                        done.stream().map(Done::requestHash).toArray(String[]::new),
                        done.stream().map(Done::response).toArray(String[]::new))
                == done.size();
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
