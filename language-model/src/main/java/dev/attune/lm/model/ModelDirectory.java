package dev.attune.lm.model;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;

import dev.attune.lm.checkpoint.ConfigFile;
import dev.attune.lm.checkpoint.ModelFiles;
import dev.attune.lm.checkpoint.Plausibility;
import dev.attune.lm.error.CheckpointException;
import dev.attune.lm.file.FileWeights;
import dev.attune.lm.file.SafetensorsWriter;
import dev.attune.lm.file.StagedDirectory;
import dev.attune.lm.text.Tokenizer;
import dev.attune.lm.torch.Tensors;

/** A model as a Hugging Face directory. */
public final class ModelDirectory {
    private ModelDirectory() {}

    /** See {@link LanguageModel#load}. */
    public static LanguageModel load(Path path, LoadOptions options) {
        try (ModelFiles files = ModelFiles.open(path)) {
            Plausibility.check(files.config(), files.weights());
            // the tokenizer takes half as long as the weights: both are read at once
            CompletableFuture<Tokenizer> tokenizer = new CompletableFuture<>();
            Thread reading = Thread.ofPlatform().daemon().name("read-tokenizer").start(() -> {
                try {
                    tokenizer.complete(files.tokenizer().get());
                } catch (RuntimeException failure) {
                    tokenizer.completeExceptionally(failure);
                }
            });
            try {
                return LanguageModel.create(
                        files.config(),
                        () -> joined(tokenizer),
                        options,
                        manager -> new FileWeights(manager, files.weights()));
            } catch (RuntimeException failure) {
                var _ = tokenizer.thenAccept(Tokenizer::close);
                throw failure;
            } finally {
                awaitEnd(reading);
            }
        }
    }

    private static Tokenizer joined(CompletableFuture<Tokenizer> tokenizer) {
        try {
            return tokenizer.join();
        } catch (CompletionException failure) {
            throw failure.getCause() instanceof RuntimeException cause ? cause : failure;
        }
    }

    /** The files must not be closed while the tokenizer is read from them. */
    private static void awaitEnd(Thread reading) {
        boolean interrupted = false;
        while (true) {
            try {
                reading.join();
                break;
            } catch (InterruptedException again) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** See {@link LanguageModel#save}. */
    public static void save(LanguageModel model, Path directory) {
        try (NDManager step = model.newStep();
                StagedDirectory staged = StagedDirectory.beside(directory)) {
            SortedMap<String, NDArray> weights = model.transformer().namedWeights(step);
            String dtype = Tensors.dtype(
                            model.transformer().parameters().getFirst().value())
                    .name()
                    .toLowerCase(Locale.ROOT);
            ConfigFile.write(model.config(), dtype, staged.path());
            model.tokenizer().save(staged.path());
            SafetensorsWriter.write(staged.path().resolve(ModelFiles.SAFETENSORS), weights, Map.of());
            staged.commit();
            // the template is in the tokenizer's configuration now; one that was here before would win over it
            Files.deleteIfExists(directory.resolve(Tokenizer.TEMPLATE_FILE));
        } catch (IOException failure) {
            throw new CheckpointException("The model could not be written to " + directory + ".", failure);
        }
    }
}
