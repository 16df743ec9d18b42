package dev.attune.platform.backup;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * PostgreSQL's files while it runs, by its own low-level interface ("Making a Base Backup Using the Low Level API" of its
 * manual): the data folder is copied although it changes meanwhile, and the write-ahead log from the beginning of the
 * copy to {@link #stop} makes it whole when a server starts on it. What counts is the state at {@link #stop}.
 */
final class DatabaseFiles implements AutoCloseable {

    /** Whatever lies in them is of the running server only, or is written by the copy's own server again. */
    private static final Set<String> EMPTY = Set.of(
            "pg_wal",
            "pg_replslot",
            "pg_dynshmem",
            "pg_notify",
            "pg_serial",
            "pg_snapshots",
            "pg_stat_tmp",
            "pg_subtrans");

    private static final Set<String> LEFT_OUT =
            Set.of("postmaster.pid", "postmaster.opts", "backup_label", "pg_internal.init");

    private final Connection connection;
    private final Path data;
    private final String prefix;
    private final String firstSegment;

    /** @param prefix path of the data folder in the backup, with a slash at its end */
    DatabaseFiles(Connection connection, Path data, String prefix) throws SQLException {
        this.connection = connection;
        this.data = data;
        this.prefix = prefix;
        try (Statement statement = connection.createStatement()) {
            // As long as this session lives the log is kept.
            statement.execute("SELECT pg_create_physical_replication_slot('attune_backup', true, true)");
        }
        this.firstSegment = text("SELECT pg_walfile_name(pg_backup_start('attune backup', true))")
                .getFirst();
    }

    /** Copies the data folder while it changes. */
    void copyData(BackupWriter backup) throws IOException {
        List<Path> files;
        try (Stream<Path> walk = Files.walk(data)) {
            files = walk.filter(Files::isRegularFile)
                    .filter(this::belongs)
                    .sorted()
                    .toList();
        }
        for (Path file : files) {
            backup.add(prefix + data.relativize(file), file);
        }
    }

    private boolean belongs(Path file) {
        Path relative = data.relativize(file);
        String name = String.valueOf(file.getFileName());
        return !EMPTY.contains(relative.getName(0).toString())
                && !LEFT_OUT.contains(name)
                && !name.startsWith("pgsql_tmp");
    }

    /** From here on nothing more belongs to the backup. */
    Stopped stop() throws SQLException {
        List<String> said = text("SELECT pg_walfile_name(lsn), labelfile, spcmapfile FROM pg_backup_stop(false)");
        return new Stopped(said.get(0), said.get(1));
    }

    /** The end of the log that belongs to the copy, and the label by which a server knows that it is one. */
    record Stopped(String lastSegment, String label) {}

    /** Copies the log between start and stop, and the label. */
    void copyLog(BackupWriter backup, Stopped stopped) throws IOException {
        List<Path> segments;
        try (Stream<Path> list = Files.list(data.resolve("pg_wal"))) {
            segments = list.filter(file -> isBetween(String.valueOf(file.getFileName()), stopped.lastSegment()))
                    .sorted()
                    .toList();
        }
        for (Path segment : segments) {
            backup.add(prefix + "pg_wal/" + segment.getFileName(), segment);
        }
        backup.add(prefix + "backup_label", stopped.label().getBytes(StandardCharsets.UTF_8));
    }

    private boolean isBetween(String name, String lastSegment) {
        return name.matches("[0-9A-F]{24}") && name.compareTo(firstSegment) >= 0 && name.compareTo(lastSegment) <= 0;
    }

    /** Folders that a server wants to find, though they are empty. */
    static void makeEmptyFolders(Path data) throws IOException {
        for (String name : EMPTY) {
            Files.createDirectories(data.resolve(name));
        }
        Files.createDirectories(data.resolve("pg_wal/archive_status"));
        for (String name : List.of(
                "pg_commit_ts", "pg_tblspc", "pg_twophase", "pg_logical/snapshots", "pg_logical/mappings", "pg_stat")) {
            Files.createDirectories(data.resolve(name));
        }
    }

    private List<String> text(String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            int columns = row.getMetaData().getColumnCount();
            List<String> values = new java.util.ArrayList<>();
            for (int column = 1; column <= columns; column++) {
                values.add(String.valueOf(row.getString(column)));
            }
            return values;
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
