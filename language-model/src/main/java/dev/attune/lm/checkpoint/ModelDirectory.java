package dev.attune.lm.checkpoint;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.stream.Stream;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;

import dev.attune.lm.LanguageModel;
import dev.attune.lm.LoadOptions;
import dev.attune.lm.TransformerConfig;
import dev.attune.lm.text.Tokenizer;
import dev.attune.lm.torch.Tensors;

/** A model as a Hugging Face directory. */
public final class ModelDirectory {
    static final String WEIGHTS = "model.safetensors";

    private ModelDirectory() {}

    /** See {@link LanguageModel#load}. */
    public static LanguageModel load(Path path, LoadOptions options) {
        if (Files.isRegularFile(path)) {
            return GgufModel.load(path, options);
        }
        if (!Files.isDirectory(path)) {
            throw new CheckpointException("There is no model directory or GGUF file " + path + ".");
        }
        if (!Files.exists(path.resolve(WEIGHTS))) {
            return loadGguf(path, options);
        }
        TransformerConfig config = ConfigFile.read(path);
        Tokenizer tokenizer = Tokenizer.load(path);
        try (SafetensorsFile file = SafetensorsFile.open(path.resolve(WEIGHTS))) {
            return LanguageModel.create(config, tokenizer, options, manager -> new FileWeights(manager, file));
        } catch (RuntimeException failure) {
            tokenizer.close();
            throw failure;
        }
    }

    private static LanguageModel loadGguf(Path directory, LoadOptions options) {
        Path weights = onlyGguf(directory);
        return Files.exists(directory.resolve(ConfigFile.NAME))
                ? GgufModel.load(weights, ConfigFile.read(directory), Tokenizer.load(directory), options)
                : GgufModel.load(weights, options);
    }

    private static Path onlyGguf(Path directory) {
        try (Stream<Path> files = Files.list(directory)) {
            List<Path> found =
                    files.filter(file -> file.toString().endsWith(".gguf")).toList();
            if (found.size() == 1) {
                return found.getFirst();
            }
            throw new CheckpointException("The model directory " + directory + " has no " + WEIGHTS + " and "
                    + (found.isEmpty() ? "no" : "more than one") + " GGUF file.");
        } catch (IOException failure) {
            throw new CheckpointException("The model directory " + directory + " cannot be read.", failure);
        }
    }

    /** See {@link LanguageModel#save}. */
    public static void save(LanguageModel model, Path directory) {
        try (NDManager step = model.newStep()) {
            Files.createDirectories(directory);
            SortedMap<String, NDArray> weights = model.transformer().namedWeights(step);
            String dtype = Tensors.dtype(
                            model.transformer().parameters().getFirst().value())
                    .name()
                    .toLowerCase(Locale.ROOT);
            ConfigFile.write(model.config(), dtype, directory);
            model.tokenizer().save(directory);
            SafetensorsWriter.write(directory.resolve(WEIGHTS), weights, Map.of());
        } catch (IOException failure) {
            throw new CheckpointException("The model could not be written to " + directory + ".", failure);
        }
    }
}
