package dev.attune.lm.checkpoint;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

import dev.attune.lm.error.CheckpointException;
import dev.attune.lm.gguf.GgufFile;
import dev.attune.lm.text.Tokenizer;

/** A whole model in one GGUF file: its configuration and tokenizer are in the remarks. */
public final class GgufModel {
    static final String WEIGHTS = "model.gguf";

    private GgufModel() {}

    /**
     * Makes a model directory: {@code config.json}, {@code generation_config.json}, {@code tokenizer.json} and
     * {@code tokenizer_config.json} written from the file's remarks, and the file itself, unchanged, as
     * {@code model.gguf}. Nothing is rounded, and the directory stays as small as the file.
     */
    public static void importInto(Path path, Path directory) {
        try (GgufFile file = GgufFile.open(path);
                Tokenizer tokenizer = ModelFiles.tokenizer(file)) {
            Files.createDirectories(directory);
            ConfigFile.write(ModelFiles.config(file), "float32", directory);
            tokenizer.save(directory);
            List<Path> parts = file.paths();
            for (Path part : parts) {
                // the parts of a split model find each other by their names
                copy(
                        part,
                        directory.resolve(
                                parts.size() == 1 ? WEIGHTS : part.getFileName().toString()));
            }
        } catch (IOException failure) {
            throw new CheckpointException(
                    "The model " + path + " could not be imported into " + directory + ": " + failure.getMessage()
                            + ".",
                    failure);
        }
    }

    private static void copy(Path from, Path target) throws IOException {
        if (Files.exists(target) && Files.isSameFile(from, target)) {
            return;
        }
        Path partial = target.resolveSibling(target.getFileName() + ".partial");
        Files.copy(from, partial, StandardCopyOption.REPLACE_EXISTING);
        Files.move(partial, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
