package dev.attune.platform.model;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;

import dev.attune.contracts.AttuneException;
import dev.attune.contracts.ErrorCategory;
import dev.attune.contracts.artifact.DirectoryManifest;
import dev.attune.contracts.bus.Json;

/**
 * A model in Hugging Face's layout: {@code config.json}, {@code tokenizer.json} and safetensors.
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

    private static final int LONGEST_HEADER = 100 << 20;

    public ModelDirectory {
        numberTypes = List.copyOf(numberTypes);
    }

    /**
     * Reads what the directory says of itself, and checks that no weight is missing.
     *
     * @throws AttuneException {@code model-incomplete}, naming the file and what is wrong with it
     */
    public static ModelDirectory read(Path directory) {
        JsonNode config = config(directory.resolve("config.json"));
        Path tokenizer = directory.resolve("tokenizer.json");
        try {
            List<Path> files = weights(directory);
            if (files.isEmpty()) {
                throw incomplete(directory.resolve("model.safetensors"), "is missing");
            }
            Tensors tensors = Tensors.NONE;
            long bytes = 0;
            for (Path file : files) {
                tensors = tensors.and(header(file));
                bytes += Files.size(file);
            }
            if (!Files.isRegularFile(tokenizer)) {
                throw incomplete(tokenizer, "is missing");
            }
            return new ModelDirectory(
                    directory,
                    config.path("architectures").path(0).asText("unknown"),
                    config.path("num_hidden_layers").asInt(),
                    config.path("hidden_size").asInt(),
                    config.path("vocab_size").asInt(),
                    tensors.elements,
                    tensors.types,
                    bytes,
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
            return files.filter(file -> file.toString().endsWith(".safetensors"))
                    .sorted()
                    .toList();
        }
    }

    private record Tensors(long elements, List<String> types) {
        static final Tensors NONE = new Tensors(0, List.of());

        Tensors and(Tensors other) {
            return new Tensors(
                    elements + other.elements,
                    Stream.concat(types.stream(), other.types.stream())
                            .distinct()
                            .sorted()
                            .toList());
        }
    }

    /** The format: eight bytes with the header's length (little endian), the header as JSON, then the tensors. */
    private static Tensors header(Path file) throws IOException {
        long size = Files.size(file);
        try (DataInputStream in = new DataInputStream(Files.newInputStream(file))) {
            long length = Long.reverseBytes(in.readLong());
            if (length <= 0 || length > LONGEST_HEADER) {
                throw incomplete(file, "is no safetensors file: its header would have " + length + " bytes");
            }
            byte[] json = in.readNBytes((int) length);
            if (json.length < length) {
                throw new EOFException();
            }
            JsonNode tensors = Json.MAPPER.readTree(json);
            long end = 8 + length + lastByte(tensors);
            if (end != size) {
                throw incomplete(
                        file, "has " + size + " bytes but its header promises " + end + ": it is truncated or damaged");
            }
            return sum(tensors);
        } catch (EOFException e) {
            throw incomplete(file, "has " + size + " bytes and ends within its header: it is truncated");
        } catch (JsonProcessingException e) {
            throw incomplete(file, "has a damaged header: " + Json.sentence(e));
        }
    }

    private static long lastByte(JsonNode tensors) {
        long last = 0;
        for (JsonNode tensor : tensors) {
            last = Math.max(last, tensor.path("data_offsets").path(1).asLong());
        }
        return last;
    }

    private static Tensors sum(JsonNode tensors) {
        Tensors sum = Tensors.NONE;
        for (JsonNode tensor : tensors) {
            if (!tensor.has("dtype")) {
                continue;
            }
            long elements = 1;
            for (JsonNode dimension : tensor.path("shape")) {
                elements *= dimension.asLong();
            }
            sum = sum.and(new Tensors(elements, List.of(tensor.path("dtype").asText())));
        }
        return sum;
    }

    private static AttuneException incomplete(Path file, String what) {
        return new AttuneException(
                "model-incomplete",
                ErrorCategory.CALLER,
                "The model file " + file + " " + what + "; pull or import the model again.");
    }
}
