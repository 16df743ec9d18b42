package dev.attune.platform.backup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;

import dev.attune.contracts.error.ErrorCategory;
import dev.attune.platform.database.PostgresServer;
import dev.attune.platform.home.Home;
import dev.attune.platform.home.Secrets;
import dev.attune.platform.process.PidFiles;
import dev.attune.platform.process.ProcessIdentity;
import dev.attune.platform.room.Rooms;

/**
 * Takes a home that runs into one file: database, topics, artifacts, runs and secrets, all of one moment. In that moment
 * the services and workers stand still, for about a second; everything that is large is copied before or after it.
 *
 * <p>Left out is what can be had again: PostgreSQL's programs, downloaded models, logs.
 */
public record Backup(Home home, int postgresPort) {

    /** Folders of a home that no backup has. */
    static final Set<String> NEVER_KEPT = Set.of("logs", "run", "models");

    /** Taken in ways of their own. */
    private static final Set<String> DATABASE_AND_BUS = Set.of("kafka", "postgres");

    /** Whoever holds the data itself must go on. */
    private static final Set<String> NEVER_FROZEN = Set.of("supervisor", PostgresServer.NAME);

    /** What was done. */
    public record Result(Path file, Instant takenAt, int files, long bytes, long fileBytes, Duration stoodStill) {}

    /**
     * @param progress told a short line now and then
     * @throws dev.attune.contracts.error.AttuneException {@code backup-inside-home}, or {@code backup-failed} with a sentence;
     *     the home goes on, and no file is left
     */
    public Result to(Path file, Consumer<String> progress) {
        requireOutside(file);
        PostgresServer postgres =
                new PostgresServer(home.postgres(), postgresPort, new Secrets(home.secrets()), Rooms.SCHEMAS);
        Path names = home.run().resolve("backup-" + ProcessHandle.current().pid());
        try (BackupWriter backup = new BackupWriter(file);
                DatabaseFiles database = new DatabaseFiles(
                        postgres.connectAsOwner(), home.postgres().resolve("data"), "postgres/data/");
                TopicFiles topics = new TopicFiles(names)) {
            progress.accept("copying the database");
            database.copyData(backup);

            long start = System.nanoTime();
            DatabaseFiles.Stopped stopped;
            Instant takenAt;
            try (FrozenRooms _ = new FrozenRooms(rooms())) {
                takenAt = Instant.now();
                topics.take(home.kafka());
                stopped = database.stop();
            }
            Duration stoodStill = Duration.ofNanos(System.nanoTime() - start);

            database.copyLog(backup, stopped);
            progress.accept("copying topics, artifacts and runs");
            topics.copy(backup, "kafka/");
            copyTheRest(backup);
            BackupManifest manifest = backup.finish(takenAt);
            return new Result(
                    file.toAbsolutePath(),
                    takenAt,
                    manifest.files().size(),
                    manifest.bytes(),
                    Files.size(file),
                    stoodStill);
        } catch (IOException | SQLException e) {
            throw ErrorCategory.RESOURCES.error(
                    "backup-failed", "The backup could not be written to " + file + ": " + e.getMessage() + ".", e);
        }
    }

    /** It would be part of itself, and be lost with what it is to save. */
    private void requireOutside(Path file) {
        try {
            Path folder = file.toAbsolutePath().normalize().getParent();
            if (folder != null
                    && folder.toRealPath().startsWith(home.directory().toRealPath())) {
                throw ErrorCategory.CALLER.error(
                        "backup-inside-home",
                        file + " lies inside ATTUNE_HOME (" + home.directory()
                                + "), of which it is to be the backup; name a file elsewhere.");
            }
        } catch (IOException e) {
            throw ErrorCategory.CALLER.error(
                    "backup-failed", "The folder of " + file + " cannot be used: " + e.getMessage() + ".", e);
        }
    }

    private List<ProcessIdentity> rooms() {
        return new PidFiles(home.run())
                .all().stream()
                        .filter(room -> !NEVER_FROZEN.contains(room.name()))
                        .toList();
    }

    /** Artifacts never change, and what a run has written is never written again. */
    private void copyTheRest(BackupWriter backup) throws IOException {
        List<Path> folders;
        try (Stream<Path> list = Files.list(home.directory())) {
            folders = list.filter(entry -> belongs(String.valueOf(entry.getFileName())))
                    .sorted()
                    .toList();
        }
        for (Path folder : folders) {
            List<Path> files;
            try (Stream<Path> walk = Files.walk(folder)) {
                files = walk.filter(Files::isRegularFile).sorted().toList();
            }
            for (Path each : files) {
                backup.add(home.directory().relativize(each).toString(), each);
            }
        }
    }

    private static boolean belongs(String folder) {
        return !NEVER_KEPT.contains(folder) && !DATABASE_AND_BUS.contains(folder);
    }
}
