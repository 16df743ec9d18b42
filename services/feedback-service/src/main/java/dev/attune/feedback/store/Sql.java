package dev.attune.feedback.store;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.NoResultException;
import jakarta.persistence.NonUniqueResultException;

import org.jspecify.annotations.Nullable;

import dev.attune.service.database.Statements;

/** PostgreSQL's own language, with parameters by their place, and locks that hold until the transaction ends. */
@ApplicationScoped
public class Sql {

    private final Statements statements;

    Sql(Statements statements) {
        this.statements = statements;
    }

    /** How many rows the statement changed. */
    public int update(String statement, @Nullable Object... parameters) {
        return statements.update(statement, parameters);
    }

    /** A row of one column is that column, which may be null, any other an array. Times are instants, whatever Java has no class for is text. */
    @SuppressWarnings("NullAway")
    public List<?> rows(String statement, @Nullable Object... parameters) {
        return statements.rows(Sql::columns, statement, parameters);
    }

    /** What {@code row} makes of each row. */
    public <T> List<T> rows(Statements.Row<T> row, String statement, @Nullable Object... parameters) {
        return statements.rows(row, statement, parameters);
    }

    /** The only row. */
    public Object row(String statement, @Nullable Object... parameters) {
        List<?> rows = rows(statement, parameters);
        if (rows.isEmpty()) {
            throw new NoResultException("There is no row");
        }
        if (rows.size() > 1) {
            throw new NonUniqueResultException("There are several rows");
        }
        return rows.getFirst();
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
        rows("SELECT CAST(pg_advisory_xact_lock(hashtextextended(?1, 0)) AS text)", lockName(name));
    }

    /** Under which PostgreSQL knows the lock. */
    public static String lockName(String name) {
        return "attune.feedback." + name;
    }

    private static @Nullable Object columns(ResultSet row) throws SQLException {
        ResultSetMetaData columns = row.getMetaData();
        int count = columns.getColumnCount();
        if (count == 1) {
            return value(row.getObject(1));
        }
        Object[] values = new Object[count];
        for (int i = 0; i < count; i++) {
            values[i] = value(row.getObject(i + 1));
        }
        return values;
    }

    private static @Nullable Object value(@Nullable Object value) throws SQLException {
        return switch (value) {
            case null -> null;
            case Timestamp time -> time.toInstant();
            case Array array -> array.getArray();
            case Object known when known.getClass().getName().startsWith("org.postgresql") -> known.toString();
            default -> value;
        };
    }
}
