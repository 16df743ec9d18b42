package dev.attune.service.database;

import java.sql.SQLException;
import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.attune.contracts.error.AttuneException;
import dev.attune.contracts.error.ErrorCategory;

/** Tells failures that pass when PostgreSQL is back, or when a competing transaction is over, from defects of ours. */
public final class DatabaseAway {

    /**
     * Beginnings of SQLSTATEs: connection, resources such as a full disk, operator intervention (shutdown), rollback by a
     * competitor, errors of the disk, and a server that may only be read, as a standby is.
     */
    private static final List<String> PASSING = List.of("08", "53", "57", "40", "58", "25006");

    private DatabaseAway() {}

    /** Whether the failure, or one that caused it, passes by waiting. */
    public static boolean isCauseOf(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql && passes(sql.getSQLState())) {
                return true;
            }
        }
        return false;
    }

    /** What a caller is told. */
    public static AttuneException error(Throwable cause) {
        return new AttuneException(
                "database-unavailable",
                ErrorCategory.RETRIABLE,
                "The database does not answer at the moment; try again shortly.",
                cause);
    }

    /** The connection pool's own failures carry no state. */
    private static boolean passes(@Nullable String state) {
        return state == null || PASSING.stream().anyMatch(state::startsWith);
    }
}
