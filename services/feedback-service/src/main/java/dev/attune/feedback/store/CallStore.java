package dev.attune.feedback.store;

import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;

/** Calls and events that were dealt with already, so that a second one changes nothing. */
@ApplicationScoped
public class CallStore {

    private final EntityManager entities;

    CallStore(EntityManager entities) {
        this.entities = entities;
    }

    /** A call of the past: the hash of what was asked, and the answer as JSON. */
    public record Answered(String requestHash, String response) {}

    /** Claims the key; false when it was used before. Waits while another call with the key is under way. */
    public boolean claim(UUID account, String key, String requestHash) {
        return entities.createNativeQuery("""
                                INSERT INTO feedback.idempotency (account_id, key, request_hash)
                                VALUES (:account, :key, :hash) ON CONFLICT DO NOTHING
                                """)
                        .setParameter("account", account)
                        .setParameter("key", key)
                        .setParameter("hash", requestHash)
                        .executeUpdate()
                == 1;
    }

    public void answer(UUID account, String key, String response) {
        entities.createNativeQuery(
                        "UPDATE feedback.idempotency SET response = :response WHERE account_id = :account AND key = :key")
                .setParameter("account", account)
                .setParameter("key", key)
                .setParameter("response", response)
                .executeUpdate();
    }

    public Answered answered(UUID account, String key) {
        Object[] row = (Object[]) entities.createNativeQuery("""
                        SELECT request_hash, response FROM feedback.idempotency
                        WHERE account_id = :account AND key = :key
                        """)
                .setParameter("account", account)
                .setParameter("key", key)
                .getSingleResult();
        return new Answered((String) row[0], (String) row[1]);
    }

    /** Notes an event of the bus; false when it was noted before. */
    public boolean firstDelivery(String eventId) {
        return entities.createNativeQuery(
                                "INSERT INTO feedback.processed_event (id) VALUES (:id) ON CONFLICT DO NOTHING")
                        .setParameter("id", eventId)
                        .executeUpdate()
                == 1;
    }

    /** Forgets answers of more than a week and deliveries of more than a month ago. */
    public void forgetOld() {
        entities.createNativeQuery(
                        "DELETE FROM feedback.idempotency WHERE created_at < clock_timestamp() - interval '7 days'")
                .executeUpdate();
        entities.createNativeQuery(
                        "DELETE FROM feedback.processed_event WHERE processed_at < clock_timestamp() - interval '30 days'")
                .executeUpdate();
    }
}
