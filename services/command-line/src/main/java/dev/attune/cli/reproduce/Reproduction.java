package dev.attune.cli.reproduce;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

import org.jspecify.annotations.Nullable;

import dev.attune.contracts.artifact.DirectoryManifest;
import dev.attune.contracts.event.CheckpointEvent.CheckpointPublished;
import dev.attune.contracts.event.part.Lineage;
import dev.attune.worker.reproduce.Reproduced;

/**
 * What came of making a checkpoint again.
 *
 * @param outcome {@code equal}, {@code different} or {@code cannot}
 * @param reason why it cannot be made again
 * @param sha256 of the checkpoint's artifact: over the names and the bytes of all its files
 * @param againSha256 of what was made now
 * @param files that are not equal; none where all are
 * @param circumstances that are not what they were
 * @param notes what else is to be known, in sentences
 */
record Reproduction(
        String checkpointId,
        String recipe,
        Outcome outcome,
        @Nullable String reason,
        String sha256,
        @Nullable String againSha256,
        List<DifferentFile> files,
        List<Circumstance> circumstances,
        List<String> notes,
        @Nullable Double seconds) {

    Reproduction {
        files = List.copyOf(files);
        circumstances = List.copyOf(circumstances);
        notes = List.copyOf(notes);
    }

    /** How it ended. */
    enum Outcome {
        EQUAL,
        DIFFERENT,
        CANNOT
    }

    /**
     * A file that differs.
     *
     * @param sha256 of the checkpoint's; absent where it has no such file, or where the artifact is gone
     * @param againSha256 of what was made now; absent where it has no such file
     */
    record DifferentFile(
            String path, @Nullable String sha256, @Nullable String againSha256) {}

    /** Something about the run that was other then. */
    record Circumstance(String what, String then, String now) {}

    static Reproduction cannot(CheckpointPublished checkpoint, String reason) {
        return new Reproduction(
                checkpoint.checkpointId(),
                checkpoint.lineage().recipe(),
                Outcome.CANNOT,
                reason,
                checkpoint.artifact().sha256(),
                null,
                List.of(),
                List.of(),
                List.of(),
                null);
    }

    /**
     * Compares.
     *
     * @param then folder of the checkpoint's artifact, which may be gone: its hash is known
     * @param now folder of the artifact that was made
     */
    static Reproduction compared(
            CheckpointPublished checkpoint, Reproduced made, Path then, Path now, List<String> notes)
            throws IOException {
        boolean equal = made.artifact().sha256().equals(checkpoint.artifact().sha256());
        Lineage lineage = checkpoint.lineage();
        List<Circumstance> circumstances = new ArrayList<>();
        addIfOther(circumstances, "code version", lineage.codeVersion(), made.codeVersion());
        addIfOther(circumstances, "machine", lineage.machine(), made.machine());
        return new Reproduction(
                checkpoint.checkpointId(),
                lineage.recipe(),
                equal ? Outcome.EQUAL : Outcome.DIFFERENT,
                null,
                checkpoint.artifact().sha256(),
                made.artifact().sha256(),
                equal || !Files.isDirectory(then) ? List.of() : differences(then, now),
                circumstances,
                notes,
                made.seconds());
    }

    private static void addIfOther(List<Circumstance> circumstances, String what, String then, String now) {
        if (!then.equals(now)) {
            circumstances.add(new Circumstance(what, then, now));
        }
    }

    private static List<DifferentFile> differences(Path then, Path now) throws IOException {
        SortedSet<String> paths = new TreeSet<>(DirectoryManifest.paths(then));
        paths.addAll(DirectoryManifest.paths(now));
        List<DifferentFile> different = new ArrayList<>();
        for (String path : paths) {
            String before = hash(then.resolve(path));
            String after = hash(now.resolve(path));
            if (before == null || !before.equals(after)) {
                different.add(new DifferentFile(path, before, after));
            }
        }
        return different;
    }

    private static @Nullable String hash(Path file) throws IOException {
        return Files.isRegularFile(file) ? DirectoryManifest.sha256(file) : null;
    }
}
