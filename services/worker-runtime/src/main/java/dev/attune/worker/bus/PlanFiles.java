package dev.attune.worker.bus;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import dev.attune.contracts.artifact.Sha256;
import dev.attune.contracts.json.Json;

/**
 * Plans that are too large for a commit's metadata: each in a file that is named by the hash of what is in it. A group has one
 * frozen run at a time, so the folder holds one plan.
 */
record PlanFiles(Path directory) {

    private static final String HASH = "plan";

    /** What is longer stays in the file alone; the place of the trigger and the recipe's name are shorter. */
    private static final int SHORT = 100;

    /** Writes the plan down, through to the disk. Returns what stands for it, with its attempts. */
    FrozenRun keep(FrozenRun run) {
        String text = Json.text(run.withoutAttempts());
        String hash = Sha256.of(text);
        Path file = file(hash);
        try {
            if (!isWhole(file, hash)) {
                Files.createDirectories(directory);
                DurableFiles.write(file, text);
            }
            removeAllBut(file);
        } catch (IOException e) {
            throw new UncheckedIOException("The plan of run " + run.runId() + " could not be written to " + file, e);
        }
        Map<String, String> details = new HashMap<>(run.details());
        details.values().removeIf(value -> value.length() > SHORT);
        details.put(HASH, hash);
        return new FrozenRun(run.runId(), List.of(), details);
    }

    /** Whether something stands for a plan in a file. */
    static boolean isReference(FrozenRun run) {
        return run.details().containsKey(HASH);
    }

    /**
     * The plan that {@code reference} stands for.
     *
     * @throws IllegalArgumentException with a sentence, when the file is gone or is not what was written
     */
    FrozenRun load(FrozenRun reference) {
        String hash = reference.details().getOrDefault(HASH, "");
        Path file = file(hash);
        try {
            if (!hash.matches("[0-9a-f]{64}") || !isWhole(file, hash)) {
                throw new IllegalArgumentException("its plan " + file + " is gone or damaged");
            }
            return Json.MAPPER
                    .readValue(Files.readString(file), FrozenRun.class)
                    .withAttemptsOf(reference);
        } catch (IOException e) {
            throw new IllegalArgumentException("its plan " + file + " cannot be read", e);
        }
    }

    private static boolean isWhole(Path file, String hash) throws IOException {
        return Files.isRegularFile(file) && Sha256.of(file).equals(hash);
    }

    private void removeAllBut(Path kept) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.filter(other -> !other.equals(kept)).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }

    private Path file(String hash) {
        return directory.resolve(hash + ".json");
    }
}
