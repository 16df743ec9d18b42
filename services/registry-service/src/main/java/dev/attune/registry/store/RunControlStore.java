package dev.attune.registry.store;

import java.time.Instant;
import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;

import dev.attune.registry.RunControl;
import dev.attune.registry.RunControl.Action;

/** What people wanted of runs. */
@ApplicationScoped
public class RunControlStore {

    private final EntityManager entities;

    RunControlStore(EntityManager entities) {
        this.entities = entities;
    }

    public void add(String runId, RunControl control) {
        entities.createNativeQuery("insert into registry.run_controls (run_id, action, reason, by, at)"
                        + " values (:run, :action, cast(:reason as text), :by, :at)")
                .setParameter("run", runId)
                .setParameter("action", control.action().name())
                .setParameter("reason", control.reason())
                .setParameter("by", control.by())
                .setParameter("at", control.at())
                .executeUpdate();
    }

    /** Oldest first. */
    public List<RunControl> of(String runId) {
        List<?> rows = entities.createNativeQuery(
                        "select action, reason, by, at from registry.run_controls where run_id = :run order by position")
                .setParameter("run", runId)
                .getResultList();
        return rows.stream()
                .map(Object[].class::cast)
                .map(row -> new RunControl(
                        Action.valueOf((String) row[0]), (String) row[1], (String) row[2], (Instant) row[3]))
                .toList();
    }
}
