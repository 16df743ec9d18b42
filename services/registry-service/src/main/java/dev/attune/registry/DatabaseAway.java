package dev.attune.registry;

import java.sql.SQLException;
import java.util.List;
import java.util.function.Predicate;

/**
 * Tells failures that pass when PostgreSQL is back, or when a competing transaction is over, from those that never do.
 */
public final class DatabaseAway implements Predicate<Throwable> {

    /** SQLSTATE classes: connection, resources, operator intervention (shutdown), rollback by a competitor. */
    private static final List<String> PASSING = List.of("08", "53", "57", "40");

    @Override
    public boolean test(Throwable failure) {
        return isCauseOf(failure);
    }

    /** Whether the failure, or one that caused it, passes by waiting. */
    public static boolean isCauseOf(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql && passes(sql.getSQLState())) {
                return true;
            }
        }
        return false;
    }

    /** The connection pool's own failures carry no state. */
    private static boolean passes(@org.jspecify.annotations.Nullable String state) {
        return state == null || PASSING.stream().anyMatch(state::startsWith);
    }
}
