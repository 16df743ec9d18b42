package dev.attune.platform.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

import com.fasterxml.jackson.core.JsonProcessingException;

import dev.attune.contracts.json.Json;

/** One file {@code NAME.pid} per running process, so that a later supervisor finds what a killed one left behind. */
public record PidFiles(Path directory) {
    public void write(ProcessIdentity identity) {
        try {
            Path temporary = directory.resolve(identity.name() + ".pid.new");
            Files.writeString(temporary, Json.MAPPER.writeValueAsString(identity));
            Files.move(temporary, file(identity.name()), StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Optional<ProcessIdentity> read(String name) {
        return Files.exists(file(name)) ? parse(file(name)) : Optional.empty();
    }

    public void remove(String name) {
        try {
            Files.deleteIfExists(file(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Ends the processes whose pid files are here and that are still the ones that were started, then removes the
     * files. A process that only has the same number is left alone.
     *
     * @param grace how long a process may take to end by itself before it is killed
     * @return names of the processes that were ended
     */
    public List<String> stopStale(Duration grace) {
        List<ProcessIdentity> known = all();
        List<String> stopped = new ArrayList<>();
        List<ProcessHandle> ending = new ArrayList<>();
        for (ProcessIdentity identity : known) {
            identity.find().ifPresent(handle -> {
                handle.destroy();
                ending.add(handle);
                stopped.add(identity.name());
            });
        }
        awaitExit(ending, grace);
        ending.stream().filter(ProcessHandle::isAlive).forEach(ProcessHandle::destroyForcibly);
        awaitExit(ending, Duration.ofSeconds(5));
        known.forEach(identity -> remove(identity.name()));
        return stopped;
    }

    /** Names of the processes whose pid files are here and that still run. */
    public List<String> running() {
        return all().stream()
                .filter(identity -> identity.find().isPresent())
                .map(ProcessIdentity::name)
                .sorted()
                .toList();
    }

    /** Waits until all have ended, at most {@code time}. */
    public static void awaitExit(List<ProcessHandle> processes, Duration time) {
        CompletableFuture<?>[] exits =
                processes.stream().map(ProcessHandle::onExit).toArray(CompletableFuture<?>[]::new);
        try {
            CompletableFuture.allOf(exits).get(time.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException stillRunning) {
            return;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            throw new IllegalStateException("Waiting for processes to end failed", e);
        }
    }

    /** The processes whose pid files are here, whether they still run or not. */
    public List<ProcessIdentity> all() {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.toString().endsWith(".pid"))
                    .map(PidFiles::parse)
                    .flatMap(Optional::stream)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A file that a crash cut short identifies nothing, and must not keep the platform from starting. */
    private static Optional<ProcessIdentity> parse(Path file) {
        try {
            return Optional.of(Json.MAPPER.readValue(Files.readString(file), ProcessIdentity.class));
        } catch (JsonProcessingException unreadable) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path file(String name) {
        return directory.resolve(name + ".pid");
    }
}
