package dev.attune.platform.clean;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

import dev.attune.contracts.artifact.Directories;
import dev.attune.contracts.name.Names;
import dev.attune.platform.clean.Leftover.Kind;
import dev.attune.platform.clean.Needs.State;
import dev.attune.platform.home.Home;

/**
 * Finds and removes what lies in a home that nothing needs. What changed lately stays: an artifact is written before the event
 * that names it.
 *
 * @param olderThan how long a thing must have been as it is
 */
public record Leftovers(Home home, Duration olderThan) {

    private static final String HASH = "[0-9a-f]{64}";

    /** Everything that is not needed. The home must have been listed before the bus was read, so the bus is asked here. */
    public List<Leftover> find(String bootstrapServers) throws IOException {
        List<Path> artifacts = entries(home.artifacts().resolve("sha256"));
        List<Path> staged = entries(home.artifacts().resolve("staging"));
        List<Path> runs = entries(runFolders());
        Needs needs = Needs.read(bootstrapServers).withPlansOf(runFolders());
        List<Leftover> found = new ArrayList<>();
        for (Path artifact : artifacts) {
            String name = artifact.getFileName().toString();
            if (name.matches(HASH) && !needs.hashes().contains(name)) {
                add(found, Kind.ARTIFACT, artifact);
            }
        }
        for (Path each : staged) {
            add(found, Kind.STAGED, each);
        }
        for (Path run : runs) {
            addRun(
                    found,
                    run,
                    Optional.ofNullable(needs.runs().get(run.getFileName().toString())));
        }
        return found;
    }

    private void addRun(List<Leftover> found, Path run, Optional<State> state) throws IOException {
        if (!Names.isName(run.getFileName().toString()) || state.equals(Optional.of(State.ALIVE))) {
            return;
        }
        if (state.equals(Optional.of(State.FINISHED))) {
            if (Files.isDirectory(run.resolve("state"))) {
                add(found, Kind.ENDED_STATES, run.resolve("state"));
            }
        } else {
            add(found, Kind.DEAD_RUN, run);
        }
    }

    private void add(List<Leftover> found, Kind kind, Path path) throws IOException {
        if (isOld(path)) {
            found.add(new Leftover(kind, path, bytes(path)));
        }
    }

    /** Removes it, unless it has become young meanwhile; returns whether it did. */
    public boolean remove(Leftover leftover) throws IOException {
        if (!isOld(leftover.path())) {
            return false;
        }
        if (leftover.kind() == Kind.ARTIFACT) {
            // In one step, so that nobody finds half of it.
            Path away = home.artifacts()
                    .resolve("staging")
                    .resolve(UUID.randomUUID().toString());
            Files.createDirectories(away.getParent());
            Files.move(leftover.path(), away, StandardCopyOption.ATOMIC_MOVE);
            Directories.delete(away);
        } else {
            Directories.delete(leftover.path());
        }
        return true;
    }

    private Path runFolders() {
        return home.directory().resolve("runs");
    }

    private static List<Path> entries(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.sorted().toList();
        }
    }

    /** Whether neither it nor anything in it has changed for the time; what is gone is not old. */
    private boolean isOld(Path path) throws IOException {
        Instant limit = Instant.now().minus(olderThan);
        try (Stream<Path> all = Files.walk(path)) {
            for (Path each : all.toList()) {
                if (Files.getLastModifiedTime(each).toInstant().isAfter(limit)) {
                    return false;
                }
            }
            return true;
        } catch (NoSuchFileException | UncheckedIOException e) {
            return false;
        }
    }

    private static long bytes(Path path) throws IOException {
        long sum = 0;
        try (Stream<Path> all = Files.walk(path)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                sum += Files.size(file);
            }
        }
        return sum;
    }
}
