package dev.attune.feedback.store.export;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;
import javax.sql.DataSource;

import jakarta.enterprise.context.ApplicationScoped;

import dev.attune.feedback.export.ExportSizes;

/** A project read in one piece: nothing that changes meanwhile is seen, and no more than a few rows are in memory. */
@ApplicationScoped
public class ExportStore {

    private final DataSource database;

    ExportStore(DataSource database) {
        this.database = database;
    }

    /** Something that reads a snapshot and writes what it reads elsewhere. */
    @FunctionalInterface
    public interface Reading {
        void read(Snapshot snapshot) throws IOException, SQLException;
    }

    /** Something that takes one row after another. */
    @FunctionalInterface
    public interface Sink<T> {
        void accept(T row) throws IOException;
    }

    /**
     * Reads at one point in time.
     *
     * @throws IOException when what {@code reading} writes to fails, or the database
     */
    public void read(Reading reading) throws IOException {
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            connection.setReadOnly(true);
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            try {
                inOrder(connection);
                reading.read(new Snapshot(connection));
            } finally {
                connection.rollback();
                connection.setReadOnly(false);
                connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
                connection.setAutoCommit(true);
            }
        } catch (SQLException e) {
            throw new IOException("The database did not give all rows of the export", e);
        }
    }

    /**
     * Rows are to come at once, in the order of an index: a plan that sorts a project first, which is the faster one for whoever waits
     * for the last row, would put all of it on the disk before the first.
     */
    private static void inOrder(Connection connection) throws SQLException {
        try (Statement setting = connection.createStatement()) {
            setting.execute("SET LOCAL enable_sort = off");
            setting.execute("SET LOCAL enable_hashjoin = off");
            setting.execute("SET LOCAL enable_mergejoin = off");
        }
    }

    /** How much there is. */
    public ExportSizes sizes(UUID project) throws IOException {
        ExportSizes[] sizes = new ExportSizes[1];
        read(snapshot -> sizes[0] = snapshot.sizes(project));
        return sizes[0];
    }
}
