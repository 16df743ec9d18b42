package dev.attune.contracts.artifact;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
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
        byte[] manifest = lines.toString().getBytes(StandardCharsets.UTF_8);
        return new DirectoryManifest(paths, hex(digest().digest(manifest)), bytes);
    }

    /** SHA-256 of a file's bytes, lower-case hex. */
    public static String sha256(Path file) throws IOException {
        MessageDigest digest = digest();
        byte[] buffer = new byte[1 << 16];
        try (InputStream in = Files.newInputStream(file)) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                digest.update(buffer, 0, read);
            }
        }
        return hex(digest.digest());
    }

    /** Relative paths of a directory's regular files, sorted, with {@code /} between elements. */
    public static List<String> paths(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> directory.relativize(file).toString().replace('\\', '/'))
                    .sorted()
                    .toList();
        }
    }

    private static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }
}
