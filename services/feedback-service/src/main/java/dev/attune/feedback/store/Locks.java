package dev.attune.feedback.store;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;

/** Locks with a name that PostgreSQL holds until the transaction ends, across all instances of this service. */
@ApplicationScoped
class Locks {

    private final EntityManager entities;

    Locks(EntityManager entities) {
        this.entities = entities;
    }

    /** Waits for the lock. */
    void hold(String name) {
        // The cast gives Hibernate a column type that it knows; the function itself returns void.
        entities.createNativeQuery("SELECT CAST(pg_advisory_xact_lock(hashtextextended(:name, 0)) AS text)")
                .setParameter("name", "attune.feedback." + name)
                .getSingleResult();
    }
}
