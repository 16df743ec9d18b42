package dev.attune.worker.bus;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import com.fasterxml.jackson.core.JsonProcessingException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import dev.attune.contracts.json.Json;
import dev.attune.contracts.name.Names;

/**
 * Runs that people have paused, with their plans: each in a file of its own, so that the worker is free for others meanwhile. What they were asked by
 * is consumed; these files alone remember them.
 *
 * @param directory of one worker's step
 */
public record ParkedRuns(Path directory) {

    private static final Logger LOG = LoggerFactory.getLogger(ParkedRuns.class);
    private static final String ENDING = ".json";
    private static final String UNREADABLE = ".unreadable";

    /** Keeps the run with its whole plan, through to the disk. */
    public void keep(FrozenRun run) {
        try {
            Files.createDirectories(directory);
            DurableFiles.write(file(run.runId()), Json.text(run));
        } catch (IOException e) {
            throw new UncheckedIOException("Run " + run.runId() + " could not be put aside in " + directory, e);
        }
    }

    public boolean holds(String runId) {
        return Names.isName(runId) && Files.isRegularFile(file(runId));
    }

    /** All of them, by their ids. One that cannot be read is put aside for people to look at, and said once. */
    public List<FrozenRun> all() {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        List<FrozenRun> runs = new ArrayList<>();
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.filter(path -> path.toString().endsWith(ENDING))
                    .sorted()
                    .toList()) {
                read(file, runs);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Paused runs in " + directory + " could not be read", e);
        }
        return runs;
    }

    private static void read(Path file, List<FrozenRun> runs) throws IOException {
        try {
            runs.add(Json.MAPPER.readValue(file.toFile(), FrozenRun.class));
        } catch (JsonProcessingException e) {
            Path aside = file.resolveSibling(file.getFileName() + UNREADABLE);
            Files.move(file, aside, StandardCopyOption.REPLACE_EXISTING);
            LOG.error("A paused run cannot be read and cannot go on; it lies in {}: {}", aside, Json.sentence(e));
        }
    }

    public void remove(String runId) {
        if (!Names.isName(runId)) {
            return;
        }
        try {
            Files.deleteIfExists(file(runId));
        } catch (IOException e) {
            throw new UncheckedIOException("The paused run " + runId + " could not be removed", e);
        }
    }

    private Path file(String runId) {
        return directory.resolve(runId + ENDING);
    }
}
