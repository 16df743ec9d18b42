package dev.attune.policy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;

import com.fasterxml.jackson.core.JsonProcessingException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import dev.attune.contracts.AttuneException;
import dev.attune.contracts.ErrorCategory;
import dev.attune.contracts.artifact.DirectoryManifest;
import dev.attune.contracts.bus.Json;

/**
 * A run's files: {@code progress.jsonl} with each update's metrics, and {@code state/<updates>/} with what resuming needs.
 *
 * <p>A state is written under another name, described by the hashes of its files, and renamed: it is whole or absent, and one
 * that was damaged later is recognised and left aside. The last two are kept.
 */
public final class RunFolder {

    private static final Logger LOG = LoggerFactory.getLogger(RunFolder.class);
    private static final String DESCRIPTION = "state.json";
    private static final String HASHES = "hashes.json";
    private static final int KEPT = 2;

    private final Path root;
    private final Path states;
    private final Path progress;

    /** A state on disk. */
    public record Saved(PpoState state, Path directory) {}

    public RunFolder(Path root) {
        this.root = root;
        this.states = root.resolve("state");
        this.progress = root.resolve("progress.jsonl");
    }

    public Path root() {
        return root;
    }

    /** Whether a run was begun here. */
    public boolean isBegun() {
        return Files.isDirectory(states);
    }

    /** Writes a state: {@code files} puts weights and optimiser into the directory that it is given. */
    public void save(PpoState state, Consumer<Path> files) {
        Path partial = states.resolve("partial");
        try {
            delete(partial);
            Files.createDirectories(partial);
            files.accept(partial);
            Files.write(partial.resolve(DESCRIPTION), Json.MAPPER.writeValueAsBytes(state));
            Files.write(partial.resolve(HASHES), Json.MAPPER.writeValueAsBytes(hashes(partial)));
            Path target = directory(state.update());
            delete(target);
            Files.move(partial, target, StandardCopyOption.ATOMIC_MOVE);
            List<Path> all = newestFirst();
            for (Path old : all.subList(Math.min(KEPT, all.size()), all.size())) {
                delete(old);
            }
        } catch (IOException e) {
            throw failure("its state cannot be written", e);
        }
    }

    /** The newest whole state; damaged ones are left aside with a warning. */
    public Optional<Saved> newest() {
        return newestFirst().stream().flatMap(path -> read(path).stream()).findFirst();
    }

    /** The whole state after {@code update} updates, if it is still kept. */
    public Optional<Saved> after(int update) {
        Path directory = directory(update);
        return Files.isDirectory(directory) ? read(directory) : Optional.empty();
    }

    /** Appends one line to the progress file. */
    public void report(int update, Map<String, Double> metrics) {
        Map<String, Object> line = new TreeMap<>(metrics);
        line.put("update", update);
        try {
            Files.createDirectories(root);
            Files.writeString(
                    progress,
                    Json.MAPPER.writeValueAsString(line) + "\n",
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw failure("its progress cannot be written", e);
        }
    }

    /** Drops the progress of updates after {@code update}, which a resumed run will make again. */
    public void forgetAfter(int update) {
        if (!Files.exists(progress)) {
            return;
        }
        try {
            List<String> kept = new ArrayList<>();
            for (String line : Files.readAllLines(progress)) {
                if (updateOf(line) <= update) {
                    kept.add(line);
                }
            }
            Files.write(progress, kept);
        } catch (IOException e) {
            throw failure("its progress cannot be read", e);
        }
    }

    /** Removes the states of a finished run; the progress stays. */
    public void deleteStates() {
        try {
            delete(states);
        } catch (IOException e) {
            throw failure("its states cannot be removed", e);
        }
    }

    private Optional<Saved> read(Path directory) {
        try {
            Map<?, ?> expected = Json.MAPPER.readValue(Files.readAllBytes(directory.resolve(HASHES)), Map.class);
            if (expected.equals(hashes(directory))) {
                byte[] json = Files.readAllBytes(directory.resolve(DESCRIPTION));
                return Optional.of(new Saved(Json.MAPPER.readValue(json, PpoState.class), directory));
            }
            LOG.warn("The state {} is damaged and left aside: its files do not fit their hashes.", directory);
        } catch (IOException e) {
            LOG.warn("The state {} is damaged and left aside: {}", directory, e.getMessage());
        }
        return Optional.empty();
    }

    private List<Path> newestFirst() {
        if (!Files.isDirectory(states)) {
            return List.of();
        }
        try (Stream<Path> found = Files.list(states)) {
            return found.filter(path -> path.getFileName().toString().matches("\\d+"))
                    .sorted(Comparator.reverseOrder())
                    .toList();
        } catch (IOException e) {
            throw failure("its states cannot be listed", e);
        }
    }

    private Path directory(int update) {
        return states.resolve("%08d".formatted(update));
    }

    private AttuneException failure(String problem, IOException cause) {
        return new AttuneException(
                "run-folder",
                ErrorCategory.RESOURCES,
                "The run folder " + root + " cannot be used, " + problem + " (" + cause.getMessage()
                        + "); check the disk's space and permissions.",
                cause);
    }

    private static Map<String, String> hashes(Path directory) throws IOException {
        Map<String, String> hashes = new TreeMap<>();
        for (String path : DirectoryManifest.of(directory).paths()) {
            if (!path.equals(HASHES)) {
                hashes.put(path, DirectoryManifest.sha256(directory.resolve(path)));
            }
        }
        return hashes;
    }

    /** A line that a crash cut short belongs to the update that was not saved. */
    private static int updateOf(String line) {
        try {
            return Json.MAPPER.readTree(line).path("update").asInt(Integer.MAX_VALUE);
        } catch (JsonProcessingException e) {
            return Integer.MAX_VALUE;
        }
    }

    private static void delete(Path directory) throws IOException {
        if (!Files.exists(directory)) {
            return;
        }
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
