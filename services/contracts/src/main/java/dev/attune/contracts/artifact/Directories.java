package dev.attune.contracts.artifact;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** What {@link Files} has no word for. */
public final class Directories {

    private Directories() {}

    /** Returns when the directory's entries, such as a name that was just given, outlive a loss of power. */
    public static void force(Path directory) throws IOException {
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    /** The same of a directory and of all directories in it. */
    public static void forceAll(Path directory) throws IOException {
        List<Path> directories;
        try (Stream<Path> walk = Files.walk(directory)) {
            directories = walk.filter(Files::isDirectory).toList();
        }
        for (Path each : directories) {
            force(each);
        }
    }

    /** Deletes a directory with all that is in it; nothing where there is none. */
    public static void delete(Path directory) throws IOException {
        if (!Files.exists(directory)) {
            return;
        }
        List<Path> entries;
        try (Stream<Path> walk = Files.walk(directory)) {
            entries = walk.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path entry : entries) {
            Files.delete(entry);
        }
    }
}
