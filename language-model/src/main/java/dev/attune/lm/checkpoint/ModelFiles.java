package dev.attune.lm.checkpoint;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.attune.lm.config.TransformerConfig;
import dev.attune.lm.error.CheckpointException;
import dev.attune.lm.file.SafetensorsFile;
import dev.attune.lm.file.ShardedSafetensors;
import dev.attune.lm.file.StoredWeights;
import dev.attune.lm.gguf.GgufConfig;
import dev.attune.lm.gguf.GgufFile;
import dev.attune.lm.gguf.GgufParts;
import dev.attune.lm.gguf.GgufTokenizer;
import dev.attune.lm.gguf.GgufWeights;
import dev.attune.lm.llama2c.Llama2cFile;
import dev.attune.lm.llama2c.Llama2cTokenizer;
import dev.attune.lm.text.Tokenizer;

/**
 * The opened files of a model, whatever their format; its tensors can be read until it is closed.
 *
 * @param tokenizer reads the tokenizer, once, on any thread
 * @param whenClosed closes the files
 */
public record ModelFiles(
        TransformerConfig config, Supplier<Tokenizer> tokenizer, StoredWeights weights, Runnable whenClosed)
        implements AutoCloseable {
    public static final String SAFETENSORS = "model.safetensors";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String LLAMA2C = ".bin";
    private static final String GGUF = ".gguf";

    /** Opens a file or a directory. */
    public static ModelFiles open(Path path) {
        if (Files.isRegularFile(path)) {
            return path.toString().endsWith(LLAMA2C) ? llama2c(path) : gguf(path);
        }
        if (!Files.isDirectory(path)) {
            throw new CheckpointException("There is no model directory, GGUF file or llama2.c file " + path + ".");
        }
        if (Files.exists(path.resolve(SAFETENSORS))) {
            TransformerConfig config = ConfigFile.read(path);
            SafetensorsFile file = SafetensorsFile.open(path.resolve(SAFETENSORS));
            return new ModelFiles(config, () -> Tokenizer.load(path), file, file::close);
        }
        if (Files.exists(path.resolve(ShardedSafetensors.INDEX))) {
            TransformerConfig config = ConfigFile.read(path);
            ShardedSafetensors files = ShardedSafetensors.open(path);
            return new ModelFiles(config, () -> Tokenizer.load(path), files, files::close);
        }
        Path gguf = onlyGguf(path);
        return Files.exists(path.resolve(ConfigFile.NAME)) ? gguf(gguf, path) : gguf(gguf);
    }

    /** A GGUF file alone: its configuration and tokenizer are in its remarks. */
    private static ModelFiles gguf(Path path) {
        GgufFile file = GgufFile.open(path);
        return closedOnFailure(file::close, () -> {
            TransformerConfig config = config(file);
            return new ModelFiles(config, () -> tokenizer(file), weights(file, config), file::close);
        });
    }

    /** The weights in a GGUF file, all else beside it. */
    private static ModelFiles gguf(Path path, Path directory) {
        TransformerConfig config = ConfigFile.read(directory);
        GgufFile file = GgufFile.open(path);
        return closedOnFailure(
                file::close,
                () -> new ModelFiles(config, () -> Tokenizer.load(directory), weights(file, config), file::close));
    }

    private static ModelFiles llama2c(Path path) {
        Llama2cFile file = Llama2cFile.open(path);
        return closedOnFailure(file::close, () -> {
            ObjectNode json = file.config();
            TransformerConfig config = ConfigFile.of(json, json, path);
            int size = config.vocabularySize();
            Path tokens = llama2cTokenizer(path, size);
            Supplier<Tokenizer> tokenizer =
                    () -> tokenizer(new Llama2cTokenizer(tokens, size).json(), Llama2cTokenizer.config(), tokens);
            return new ModelFiles(config, tokenizer, file, file::close);
        });
    }

    private static ModelFiles closedOnFailure(Runnable close, Supplier<ModelFiles> files) {
        try {
            return files.get();
        } catch (RuntimeException failure) {
            close.run();
            throw failure;
        }
    }

    static TransformerConfig config(GgufFile file) {
        ObjectNode json = new GgufConfig(file).json();
        return ConfigFile.of(json, json, file.path());
    }

    public static Tokenizer tokenizer(GgufFile file) {
        GgufTokenizer converted = new GgufTokenizer(file);
        return tokenizer(converted.json(), converted.config(), file.path());
    }

    private static Tokenizer tokenizer(ObjectNode json, ObjectNode config, Path path) {
        try {
            return Tokenizer.of(JSON.writeValueAsBytes(json), config);
        } catch (IOException | RuntimeException failure) {
            throw new CheckpointException(
                    "The tokenizer in " + path + " makes no sense: " + failure.getMessage() + ".", failure);
        }
    }

    private static StoredWeights weights(GgufFile file, TransformerConfig config) {
        return new GgufWeights(file, file.text("general.architecture"), config.headSize());
    }

    private static Path llama2cTokenizer(Path model, int tokens) {
        for (String name : List.of("tok" + tokens + LLAMA2C, "tokenizer" + LLAMA2C)) {
            Path path = model.resolveSibling(name);
            if (Files.exists(path)) {
                return path;
            }
        }
        throw new CheckpointException("Beside the model file " + model + " there is neither tok" + tokens
                + ".bin nor tokenizer.bin; put llama2.c's tokenizer there.");
    }

    private static Path onlyGguf(Path directory) {
        try (Stream<Path> files = Files.list(directory)) {
            List<Path> found =
                    files.filter(file -> file.toString().endsWith(GGUF)).toList();
            List<Path> first = found.stream().filter(GgufParts::isFirst).toList();
            if (found.size() == 1) {
                return found.getFirst();
            }
            if (first.size() == 1 && found.stream().allMatch(GgufParts::isPart)) {
                return first.getFirst();
            }
            throw new CheckpointException("The model directory " + directory + " has no " + SAFETENSORS + ", no "
                    + ShardedSafetensors.INDEX + " and " + (found.isEmpty() ? "no" : "more than one") + " GGUF file.");
        } catch (IOException failure) {
            throw new CheckpointException("The model directory " + directory + " cannot be read.", failure);
        }
    }

    @Override
    public void close() {
        whenClosed.run();
    }
}
