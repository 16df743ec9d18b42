package dev.attune.lm.model;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.StreamSupport;

import ai.djl.ndarray.NDManager;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.attune.lm.file.SafetensorsFile;
import dev.attune.lm.torch.Dtype;
import dev.attune.lm.transformer.Memory;

/** A small random model of one architecture with what transformers computed; see {@code oracle/make_architectures.py}. */
public record Fixture(Path directory, JsonNode expected) {
    /** All of them, by the names of their directories. */
    public static final List<String> NAMES = List.of(
            "llama3",
            "llama-linear",
            "llama-dynamic",
            "mistral",
            "qwen2",
            "qwen3",
            "gpt2",
            "gpt-neox",
            "gpt-neox-sequential");

    public static Fixture of(String name) {
        try {
            Path directory = root().resolve(name);
            return new Fixture(
                    directory,
                    new ObjectMapper()
                            .readTree(directory.resolve("expected.json").toFile()));
        } catch (IOException failure) {
            throw new IllegalStateException(failure);
        }
    }

    /** The texts of the perplexity. */
    public static Path texts() {
        return root().resolve("texts.jsonl");
    }

    public LanguageModel model() {
        return LanguageModel.load(directory, LoadOptions.float32());
    }

    /** The token sequences that all of it is about. */
    public List<int[]> sequences() {
        return StreamSupport.stream(expected.get("sequences").spliterator(), false)
                .map(Reference::ints)
                .toList();
    }

    /** A tensor's numbers, or none if there is no such tensor. */
    public float[] tensor(String name) {
        try (NDManager manager = Memory.newManager();
                SafetensorsFile file = SafetensorsFile.open(directory.resolve("expected.safetensors"))) {
            return file.names().contains(name)
                    ? file.weight(manager, name, Dtype.FLOAT32, file.shape(name))
                            .toFloatArray()
                    : new float[0];
        }
    }

    private static Path root() {
        try {
            return Path.of(Objects.requireNonNull(Fixture.class.getResource("/architectures"))
                    .toURI());
        } catch (URISyntaxException failure) {
            throw new IllegalStateException(failure);
        }
    }
}
