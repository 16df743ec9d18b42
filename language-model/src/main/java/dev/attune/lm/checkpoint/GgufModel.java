package dev.attune.lm.checkpoint;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

import com.fasterxml.jackson.databind.ObjectMapper;

import dev.attune.lm.LanguageModel;
import dev.attune.lm.LoadOptions;
import dev.attune.lm.TransformerConfig;
import dev.attune.lm.TransformerConfig.SpecialTokens;
import dev.attune.lm.text.Tokenizer;

/** A whole model in one GGUF file: its configuration and tokenizer are in the remarks. */
public final class GgufModel {
    static final String WEIGHTS = "model.gguf";

    private static final ObjectMapper JSON = new ObjectMapper();

    private GgufModel() {}

    /** Reads everything from the file alone. */
    static LanguageModel load(Path path, LoadOptions options) {
        try (GgufFile file = GgufFile.open(path)) {
            return load(file, config(file), tokenizer(file), options);
        }
    }

    /** Takes the weights from the file, all else from where the caller has it; takes {@code tokenizer} over. */
    static LanguageModel load(Path path, TransformerConfig config, Tokenizer tokenizer, LoadOptions options) {
        try (GgufFile file = GgufFile.open(path)) {
            return load(file, config, tokenizer, options);
        } catch (RuntimeException failure) {
            tokenizer.close();
            throw failure;
        }
    }

    private static LanguageModel load(
            GgufFile file, TransformerConfig config, Tokenizer tokenizer, LoadOptions options) {
        GgufWeights weights = new GgufWeights(file, file.text("general.architecture"), config.headSize());
        return LanguageModel.create(config, tokenizer, options, manager -> new FileWeights(manager, weights));
    }

    /**
     * Makes a model directory: {@code config.json}, {@code generation_config.json}, {@code tokenizer.json} and
     * {@code tokenizer_config.json} written from the file's remarks, and the file itself, unchanged, as
     * {@code model.gguf}. Nothing is rounded, and the directory stays as small as the file.
     */
    public static void importInto(Path path, Path directory) {
        try (GgufFile file = GgufFile.open(path);
                Tokenizer tokenizer = tokenizer(file)) {
            Files.createDirectories(directory);
            ConfigFile.write(config(file), "float32", directory);
            tokenizer.save(directory);
            Path target = directory.resolve(WEIGHTS);
            if (!Files.exists(target) || !Files.isSameFile(path, target)) {
                Path partial = directory.resolve(WEIGHTS + ".partial");
                Files.copy(path, partial, StandardCopyOption.REPLACE_EXISTING);
                Files.move(partial, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            }
        } catch (IOException failure) {
            throw new CheckpointException(
                    "The model " + path + " could not be imported into " + directory + ": " + failure.getMessage()
                            + ".",
                    failure);
        }
    }

    private static Tokenizer tokenizer(GgufFile file) {
        GgufTokenizer converted = new GgufTokenizer(file);
        try {
            return Tokenizer.of(JSON.writeValueAsBytes(converted.json()), converted.config());
        } catch (IOException impossible) {
            throw new IllegalStateException("a JSON tree can be written", impossible);
        }
    }

    private static TransformerConfig config(GgufFile file) {
        String architecture = file.text("general.architecture");
        if (!architecture.equals("llama")) {
            throw new CheckpointException("The model file " + file.path().getFileName() + " is of the architecture '"
                    + architecture + "', which is not supported; llama is.");
        }
        if (file.find("llama.rope.scaling.type") instanceof String scaling && !scaling.equals("none")) {
            throw new CheckpointException("The model file " + file.path().getFileName() + " asks for rope scaling '"
                    + scaling + "', which is not supported.");
        }
        int hidden = size(file, "llama.embedding_length");
        int heads = size(file, "llama.attention.head_count");
        double theta = file.find("llama.rope.freq_base") instanceof Double given ? given : 10_000;
        try {
            return new TransformerConfig(
                    "llama",
                    hidden,
                    size(file, "llama.block_count"),
                    heads,
                    size(file, "llama.attention.head_count_kv", heads),
                    size(file, "llama.attention.key_length", hidden / heads),
                    size(file, "llama.feed_forward_length"),
                    file.list("tokenizer.ggml.tokens").size(),
                    size(file, "llama.context_length"),
                    theta,
                    file.real("llama.attention.layer_norm_rms_epsilon"),
                    !file.hasTensor("output.weight"),
                    specialTokens(file));
        } catch (IllegalArgumentException wrong) {
            throw new CheckpointException(
                    "The model file " + file.path().getFileName() + " cannot be used: " + wrong.getMessage(), wrong);
        }
    }

    private static SpecialTokens specialTokens(GgufFile file) {
        int end = (int) file.integer("tokenizer.ggml.eos_token_id");
        int beginning = file.find("tokenizer.ggml.bos_token_id") instanceof Long given ? given.intValue() : -1;
        int padding = file.find("tokenizer.ggml.padding_token_id") instanceof Long given ? given.intValue() : end;
        return new SpecialTokens(beginning, List.of(end), padding);
    }

    private static int size(GgufFile file, String key) {
        long value = file.integer(key);
        if (value < 1 || value > Integer.MAX_VALUE) {
            throw new CheckpointException(
                    "The model file " + file.path().getFileName() + " has " + value + " as its " + key + ".");
        }
        return (int) value;
    }

    private static int size(GgufFile file, String key, int otherwise) {
        return file.find(key) == null ? otherwise : size(file, key);
    }
}
