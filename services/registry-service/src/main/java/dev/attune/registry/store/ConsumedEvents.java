package dev.attune.registry.store;

import java.time.Duration;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;

import dev.attune.contracts.bus.ReceivedEvent;

/** The events that took effect, by id and with the place where they were read. */
@ApplicationScoped
public class ConsumedEvents {

    private final EntityManager entityManager;

    public ConsumedEvents(EntityManager entityManager) {
        this.entityManager = entityManager;
    }

    /** Remembers the event in the same transaction as its effect; returns false when it took effect before. */
    public boolean firstTime(ReceivedEvent received) {
        return entityManager
                        .createNativeQuery("insert into registry.consumed_events"
                                + " (event_id, topic, partition, record_offset)"
                                + " values (:id, :topic, :partition, :offset) on conflict do nothing")
                        .setParameter("id", received.id())
                        .setParameter("topic", received.topic())
                        .setParameter("partition", received.partition())
                        .setParameter("offset", received.offset())
                        .executeUpdate()
                == 1;
    }

    /** Forgets at most {@code limit} events that took effect longer ago; returns how many. */
    public int forget(Duration age, int limit) {
        return entityManager
                .createNativeQuery("delete from registry.consumed_events where ctid = any(array(select ctid from"
                        + " registry.consumed_events where consumed_at < clock_timestamp()"
                        + " - make_interval(secs => :age) limit :limit))")
                .setParameter("age", (double) age.toSeconds())
                .setParameter("limit", limit)
                .executeUpdate();
    }
}
