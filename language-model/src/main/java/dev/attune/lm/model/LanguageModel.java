package dev.attune.lm.model;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;

import ai.djl.ndarray.NDManager;

import dev.attune.lm.adapt.Tunable;
import dev.attune.lm.config.TransformerConfig;
import dev.attune.lm.text.Message;
import dev.attune.lm.text.Tokenizer;
import dev.attune.lm.transformer.Memory;
import dev.attune.lm.transformer.Transformer;
import dev.attune.lm.weight.DeviceWeights;
import dev.attune.lm.weight.RandomWeights;
import dev.attune.lm.weight.WeightSource;

/** A transformer, its tokenizer and the memory that they live in. Closing it frees everything that it ever owned. */
public final class LanguageModel implements AutoCloseable {
    private final NDManager manager;
    private final Transformer transformer;
    private final Tokenizer tokenizer;
    private final Dialogue dialogue;

    private LanguageModel(NDManager manager, Transformer transformer, Tokenizer tokenizer) {
        this.manager = manager;
        this.transformer = transformer;
        this.tokenizer = tokenizer;
        this.dialogue = new Dialogue(tokenizer, transformer.config().specialTokens());
    }

    /**
     * Reads a model.
     *
     * @param path a Hugging Face directory, a directory with a GGUF file, a GGUF file, or llama2.c's {@code .bin} with its
     *     tokenizer beside it
     * @throws dev.attune.lm.error.CheckpointException if it is incomplete, damaged or of an unknown architecture
     */
    public static LanguageModel load(Path path, LoadOptions options) {
        return ModelDirectory.load(path, options);
    }

    /** A model with random weights; it takes {@code tokenizer} over. */
    public static LanguageModel random(TransformerConfig config, Tokenizer tokenizer, LoadOptions options, long seed) {
        return create(config, tokenizer, options, manager -> new RandomWeights(manager, seed));
    }

    /** Gives weights that are to be owned by a manager. */
    @FunctionalInterface
    public interface WeightsFor {
        WeightSource in(NDManager manager);
    }

    /** A model with weights from anywhere; it takes {@code tokenizer} over. */
    public static LanguageModel create(
            TransformerConfig config, Tokenizer tokenizer, LoadOptions options, WeightsFor weights) {
        return create(config, () -> tokenizer, options, weights);
    }

    /** As the other, with a tokenizer that is asked for when the weights are there. */
    public static LanguageModel create(
            TransformerConfig config, Supplier<Tokenizer> tokenizer, LoadOptions options, WeightsFor weights) {
        NDManager manager = Memory.newManager(options.device());
        try {
            Transformer transformer = transformer(manager, config, options, weights);
            return new LanguageModel(manager, transformer, matching(tokenizer.get(), config));
        } catch (RuntimeException failure) {
            manager.close();
            throw failure;
        }
    }

    /** A token was perhaps added and the embedding not resized: then texts with it are refused, and all others are not. */
    private static Tokenizer matching(Tokenizer tokenizer, TransformerConfig config) {
        tokenizer.limitTo(config.vocabularySize());
        return tokenizer;
    }

    private static Transformer transformer(
            NDManager manager, TransformerConfig config, LoadOptions options, WeightsFor weights) {
        if (!options.device().isGpu()) {
            return new Transformer(manager, config, options.compute(), weights.in(manager));
        }
        try (NDManager host = Memory.newManager()) {
            WeightSource moved = new DeviceWeights(manager, weights.in(host));
            return new Transformer(manager, config, options.compute(), moved);
        }
    }

    /** Writes a directory that Hugging Face's transformers load. */
    public void save(Path directory) {
        ModelDirectory.save(this, directory);
    }

    /** Memory for one step of work: close it when the step is done. */
    public NDManager newStep() {
        return manager.newSubManager();
    }

    /** The manager of the weights: the parent for adapters, heads and optimisers that live as long as the model. */
    public NDManager manager() {
        return manager;
    }

    /** Makes parameters trainable, new ones drawn with {@code seed}. */
    public Tunable.Tuning tune(Tunable tunable, long seed) {
        return tunable.prepare(manager, transformer, seed);
    }

    /** Token ids of the conversation, up to where the next answer begins. */
    public int[] promptTokens(List<Message> conversation) {
        return dialogue.prompt(conversation);
    }

    /** How conversations and answers become tokens. */
    public Dialogue dialogue() {
        return dialogue;
    }

    public Transformer transformer() {
        return transformer;
    }

    public Tokenizer tokenizer() {
        return tokenizer;
    }

    public TransformerConfig config() {
        return transformer.config();
    }

    @Override
    public void close() {
        manager.close();
        tokenizer.close();
    }
}
