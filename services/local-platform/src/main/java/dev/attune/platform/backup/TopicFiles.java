package dev.attune.platform.backup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import dev.attune.contracts.artifact.Directories;

/**
 * The broker's files as they are at one moment. Its logs grow at their end only, so that a second name for each file and
 * its length are all that must be taken in that moment; the rest is copied from them later. Indexes are left out: a
 * broker that starts without them makes them anew.
 */
final class TopicFiles implements AutoCloseable {

    private final Path names;
    private final List<Taken> taken = new ArrayList<>();

    private record Taken(String name, Path file, long length) {}

    /** @param names a new folder on the broker's disk, removed by {@link #close} */
    TopicFiles(Path names) throws IOException {
        this.names = names;
        Files.createDirectories(names);
    }

    /** Takes the files of the broker's folder as they are now. */
    void take(Path kafka) throws IOException {
        List<Path> files;
        try (Stream<Path> walk = Files.walk(kafka)) {
            files = walk.filter(Files::isRegularFile)
                    .filter(TopicFiles::belongs)
                    .toList();
        }
        for (Path file : files) {
            Path name = names.resolve(String.valueOf(taken.size()));
            try {
                link(name, file);
                taken.add(new Taken(kafka.relativize(file).toString(), name, Files.size(name)));
            } catch (NoSuchFileException gone) {
                // The broker has just replaced it, by a file that is in the list or was compacted from what is.
            }
        }
    }

    /** Logs by a second name, as they grow at their end only; small files, which are written anew, by their content. */
    private static void link(Path name, Path file) throws IOException {
        if (file.toString().endsWith(".log")) {
            try {
                Files.createLink(name, file);
                return;
            } catch (UnsupportedOperationException noLinks) {
                // Copied below: slower, and the rooms wait for it.
            }
        }
        Files.copy(file, name);
    }

    private static boolean belongs(Path file) {
        String name = String.valueOf(file.getFileName());
        return !name.endsWith(".index")
                && !name.endsWith(".timeindex")
                && !name.endsWith(".txnindex")
                && !name.endsWith(".deleted")
                && !name.endsWith(".cleaned")
                && !name.endsWith(".tmp")
                && !name.startsWith(".");
    }

    void copy(BackupWriter backup, String prefix) throws IOException {
        for (Taken file : taken) {
            backup.add(prefix + file.name(), file.file(), file.length());
        }
    }

    @Override
    public void close() throws IOException {
        Directories.delete(names);
    }
}
