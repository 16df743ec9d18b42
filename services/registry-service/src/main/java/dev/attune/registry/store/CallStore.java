package dev.attune.registry.store;

import java.time.Duration;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;

/** Calls that were done already, by who made them and under which key. */
@ApplicationScoped
public class CallStore {

    private final EntityManager entities;

    CallStore(EntityManager entities) {
        this.entities = entities;
    }

    /** A call of the past: the hash of what was asked, and the answer as JSON. */
    public record Answered(String requestHash, String response) {}

    /** Claims the key; false when it was used before. Waits while another call with the key is under way. */
    public boolean claim(String caller, String key, String requestHash) {
        return entities.createNativeQuery("insert into registry.idempotency (caller, key, request_hash)"
                                + " values (:caller, :key, :hash) on conflict do nothing")
                        .setParameter("caller", caller)
                        .setParameter("key", key)
                        .setParameter("hash", requestHash)
                        .executeUpdate()
                == 1;
    }

    public void answer(String caller, String key, String response) {
        entities.createNativeQuery(
                        "update registry.idempotency set response = :response where caller = :caller and key = :key")
                .setParameter("response", response)
                .setParameter("caller", caller)
                .setParameter("key", key)
                .executeUpdate();
    }

    public Answered answered(String caller, String key) {
        Object[] row = (Object[]) entities.createNativeQuery(
                        "select request_hash, response from registry.idempotency where caller = :caller and key = :key")
                .setParameter("caller", caller)
                .setParameter("key", key)
                .getSingleResult();
        return new Answered((String) row[0], (String) row[1]);
    }

    /** Forgets at most {@code limit} that are older; returns how many. */
    public int forget(Duration age, int limit) {
        return entities.createNativeQuery("delete from registry.idempotency where ctid = any(array(select ctid from"
                        + " registry.idempotency where created_at < clock_timestamp()"
                        + " - make_interval(secs => :age) limit :limit))")
                .setParameter("age", (double) age.toSeconds())
                .setParameter("limit", limit)
                .executeUpdate();
    }
}
