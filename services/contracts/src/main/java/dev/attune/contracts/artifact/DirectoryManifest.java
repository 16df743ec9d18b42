package dev.attune.contracts.artifact;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * What is in a directory.
 *
 * @param paths relative paths of its regular files, sorted, with {@code /} between elements
 * @param sha256 hash of the manifest's lines
 * @param bytes sum of the files' sizes
 */
public record DirectoryManifest(List<String> paths, String sha256, long bytes) {

    public DirectoryManifest {
        paths = List.copyOf(paths);
    }

    public static DirectoryManifest of(Path directory) throws IOException {
        List<String> paths = paths(directory);
        StringBuilder lines = new StringBuilder();
        long bytes = 0;
        for (String path : paths) {
            Path file = directory.resolve(path);
            lines.append(sha256(file)).append("  ").append(path).append('\n');
            bytes += Files.size(file);
        }
        return new DirectoryManifest(paths, Sha256.of(lines.toString()), bytes);
    }

    /** SHA-256 of a file's bytes, lower-case hex. */
    public static String sha256(Path file) throws IOException {
        return Sha256.of(file);
    }

    /** Relative paths of a directory's regular files, sorted, with {@code /} between elements. */
    public static List<String> paths(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> directory.relativize(file).toString().replace('\\', '/'))
                    .sorted()
                    .toList();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }
}
