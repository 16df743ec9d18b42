package dev.attune.platform.model;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;

import dev.attune.contracts.artifact.DirectoryManifest;
import dev.attune.contracts.error.AttuneException;
import dev.attune.contracts.error.ErrorCategory;
import dev.attune.contracts.json.Json;

/**
 * A model in Hugging Face's layout: {@code config.json}, {@code tokenizer.json} and the weights as safetensors, or as
 * the GGUF file that they were imported from.
 *
 * @param parameters elements of all tensors
 * @param numberTypes such as {@code BF16}
 * @param tokenizerSha256 hash of {@code tokenizer.json}
 */
public record ModelDirectory(
        Path path,
        String architecture,
        int layers,
        int hiddenSize,
        int vocabulary,
        long parameters,
        List<String> numberTypes,
        long bytes,
        String tokenizerSha256) {

    public ModelDirectory {
        numberTypes = List.copyOf(numberTypes);
    }

    /**
     * Reads what the directory says of itself, and checks that no weight is missing.
     *
     * @param headers reads the files of weights
     * @throws AttuneException {@code model-incomplete}, naming the file and what is wrong with it
     */
    public static ModelDirectory read(Path directory, HeaderReader headers) {
        JsonNode config = config(directory.resolve("config.json"));
        Path tokenizer = directory.resolve("tokenizer.json");
        try {
            List<Path> files = weights(directory);
            if (files.isEmpty()) {
                throw incomplete(directory.resolve("model.safetensors"), "is missing");
            }
            List<FileHeader> said = whole(files, headers.read(files));
            if (!Files.isRegularFile(tokenizer)) {
                throw incomplete(tokenizer, "is missing");
            }
            return new ModelDirectory(
                    directory,
                    config.path("architectures").path(0).asText("unknown"),
                    config.path("num_hidden_layers").asInt(),
                    config.path("hidden_size").asInt(),
                    config.path("vocab_size").asInt(),
                    said.stream().mapToLong(FileHeader::parameters).sum(),
                    said.stream()
                            .flatMap(header -> header.numberTypes().stream())
                            .distinct()
                            .sorted()
                            .toList(),
                    said.stream().mapToLong(FileHeader::bytes).sum(),
                    DirectoryManifest.sha256(tokenizer));
        } catch (IOException e) {
            throw incomplete(directory, "cannot be read: " + e.getMessage());
        }
    }

    private static JsonNode config(Path file) {
        try {
            return Json.MAPPER.readTree(Files.readString(file));
        } catch (JsonProcessingException e) {
            throw incomplete(file, "is no JSON: " + Json.sentence(e));
        } catch (IOException e) {
            throw incomplete(file, "cannot be read: " + e.getMessage());
        }
    }

    private static List<Path> weights(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.toString().matches(".*\\.(safetensors|gguf)"))
                    .sorted()
                    .toList();
        }
    }

    private static List<FileHeader> whole(List<Path> files, List<FileHeader> headers) {
        for (int i = 0; i < files.size(); i++) {
            String problem = headers.get(i).problem();
            if (problem != null) {
                throw incomplete(files.get(i), problem);
            }
        }
        return headers;
    }

    private static AttuneException incomplete(Path file, String what) {
        return ErrorCategory.CALLER.error(
                "model-incomplete", "The model file " + file + " " + what + "; pull or import the model again.");
    }
}
