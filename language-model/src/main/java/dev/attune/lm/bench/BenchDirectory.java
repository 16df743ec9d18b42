package dev.attune.lm.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import dev.attune.lm.model.LanguageModel;
import dev.attune.lm.model.LoadOptions;

/**
 * The model directory that both sides load: a copy of a given model in bfloat16 safetensors, or one with random weights.
 * Written when it is first asked for, removed when closed.
 *
 * @param source a model, or none for random weights
 * @param path of the directory, which {@link #write} fills
 */
public record BenchDirectory(@Nullable Path source, Path path) implements AutoCloseable {

    /** For the model {@code source}, or none for random weights. */
    public static BenchDirectory of(@Nullable Path source) throws IOException {
        return new BenchDirectory(source, Files.createTempDirectory("attune-bench-model"));
    }

    /** Writes the model. */
    public void write() {
        try (LanguageModel model = source == null
                ? BenchModel.smollm2Shape(LoadOptions.bfloat16(), 1)
                : LanguageModel.load(source, LoadOptions.bfloat16())) {
            model.save(path);
        }
    }

    @Override
    public void close() throws IOException {
        remove(path);
    }

    /** Removes a folder with all that is in it. */
    public static void remove(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
