package dev.attune.lab.model;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import dev.attune.contracts.error.AttuneException;
import dev.attune.contracts.error.ErrorCategory;

/** Models that a suite names: by a path, or by the name that {@code ./attune model list} shows. */
public final class ModelNames {

    private ModelNames() {}

    /**
     * Where a model is.
     *
     * @param folder of the file that names it
     * @throws AttuneException {@code model-missing}
     */
    public static Path find(String name, Path folder) {
        List<Path> candidates = Stream.of(
                        Stream.of(folder.resolve(name), Path.of(name)),
                        Optional.ofNullable(System.getenv("ATTUNE_HOME")).stream()
                                .map(home -> Path.of(home).resolve("models").resolve(name)),
                        Optional.ofNullable(System.getProperty("attune.root")).stream()
                                .map(root -> Path.of(root)
                                        .resolve("language-model/models")
                                        .resolve(name)))
                .flatMap(all -> all)
                .toList();
        return candidates.stream()
                .filter(Files::exists)
                .findFirst()
                .orElseThrow(() -> ErrorCategory.CALLER.error(
                        "model-missing",
                        "There is no model " + name
                                + "; give a folder, or a name of ./attune model list, or --model for all providers."));
    }
}
