package dev.attune.feedback.store;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Query;

import org.jspecify.annotations.Nullable;

/** PostgreSQL's own language, with parameters by their place, and locks that hold until the transaction ends. */
@ApplicationScoped
public class Sql {

    private final EntityManager entities;

    Sql(EntityManager entities) {
        this.entities = entities;
    }

    /** How many rows the statement changed. */
    public int update(String statement, @Nullable Object... parameters) {
        return query(statement, parameters).executeUpdate();
    }

    /** A row of one column is that column, any other an array. */
    public List<?> rows(String statement, @Nullable Object... parameters) {
        return query(statement, parameters).getResultList();
    }

    /**
     * The rows of a table with these ids, as entities that stay as they are in the transaction. PostgreSQL's own language, since Hibernate makes SQL
     * anew of a query whose list has another length.
     */
    <T> List<T> byIds(String table, Class<T> type, Collection<UUID> ids) {
        return entities("SELECT * FROM " + table + " WHERE id = ANY(?1)", type, (Object) ids.toArray(UUID[]::new));
    }

    /** Rows of a table as entities, which stay as they are in the transaction. */
    <T> List<T> entities(String statement, Class<T> type, Object... parameters) {
        Query query = entities.createNativeQuery(statement, type);
        for (int i = 0; i < parameters.length; i++) {
            query.setParameter(i + 1, parameters[i]);
        }
        @SuppressWarnings("unchecked")
        List<T> rows = query.getResultList();
        return rows;
    }

    public Object row(String statement, Object... parameters) {
        return query(statement, parameters).getSingleResult();
    }

    /** Deletes at most {@code limit} rows whose {@code time} lies further back than {@code age}; returns how many. */
    public int forget(String table, String time, Duration age, int limit) {
        return update(
                "DELETE FROM " + table + " WHERE ctid = ANY(ARRAY(SELECT ctid FROM " + table + " WHERE " + time
                        + " < clock_timestamp() - make_interval(secs => ?1) LIMIT ?2))",
                (double) age.toSeconds(),
                limit);
    }

    /** Waits for the lock of a name that all instances of this service share. */
    public void lock(String name) {
        // The cast gives Hibernate a column type that it knows; the function itself returns void.
        row("SELECT CAST(pg_advisory_xact_lock(hashtextextended(?1, 0)) AS text)", lockName(name));
    }

    /** Under which PostgreSQL knows the lock. */
    public static String lockName(String name) {
        return "attune.feedback." + name;
    }

    private Query query(String statement, @Nullable Object... parameters) {
        Query query = entities.createNativeQuery(statement);
        for (int i = 0; i < parameters.length; i++) {
            query.setParameter(i + 1, parameters[i]);
        }
        return query;
    }
}
