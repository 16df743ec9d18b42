package dev.attune.feedback.service;

import java.sql.SQLException;

/** Tells a database that is away, full or busy from a defect of ours. */
public final class DatabaseFailure {

    private DatabaseFailure() {}

    /**
     * Whether the same call may succeed later: the connection failed (SQLSTATE class 08), the server shuts down or
     * starts (57P), it is out of resources (53), two transactions were in each other's way (40), or none of the pool's
     * connections became free.
     */
    public static boolean mayPass(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql && mayPass(sql)) {
                return true;
            }
        }
        return false;
    }

    private static boolean mayPass(SQLException sql) {
        String state = sql.getSQLState();
        if (state == null) {
            // Agroal's own failure to hand out a connection in time carries no state.
            return String.valueOf(sql.getMessage()).contains("cquisition timeout");
        }
        return state.startsWith("08") || state.startsWith("57P") || state.startsWith("53") || state.startsWith("40");
    }
}
