package dev.attune.platform.model;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

import dev.attune.contracts.error.AttuneException;
import dev.attune.contracts.error.ErrorCategory;
import dev.attune.platform.home.Home;
import dev.attune.platform.home.Installation;

/** Where models are looked for: the home's models folder, then those that the repository ships, then any path. */
public final class ModelFolders {

    private final List<Path> folders;

    /**
     * @param pulled the home's models folder
     * @param shipped the repository's
     */
    ModelFolders(Path pulled, Path shipped) {
        this.folders = List.of(pulled, shipped);
    }

    /** The folders of a platform. */
    public static ModelFolders of(Home home, Installation installation) {
        return new ModelFolders(home.models(), installation.root().resolve("language-model/models"));
    }

    /**
     * The directory of a model.
     *
     * @param name a model's name, or a path to a directory with {@code config.json}
     * @throws AttuneException {@code model-unknown}
     */
    public Path resolve(String name) {
        return find(name)
                .orElseThrow(() -> ErrorCategory.CALLER.error(
                        "model-unknown",
                        "There is no model " + name + "; " + known() + " or pull one with ./attune model pull NAME."));
    }

    /** The directory of a model, empty when there is none. */
    public Optional<Path> find(String name) {
        List<Path> candidates = new ArrayList<>();
        if (!name.contains("/")) {
            folders.forEach(folder -> candidates.add(folder.resolve(name)));
        }
        candidates.add(Path.of(name));
        return candidates.stream()
                .filter(ModelFolders::isModel)
                .map(Path::toAbsolutePath)
                .findFirst();
    }

    /** Names of all models, sorted. */
    public List<String> names() {
        Set<String> names = new LinkedHashSet<>();
        for (Path folder : folders) {
            if (!Files.isDirectory(folder)) {
                continue;
            }
            try (Stream<Path> entries = Files.list(folder)) {
                entries.filter(ModelFolders::isModel)
                        .map(entry -> entry.getFileName().toString())
                        .forEach(names::add);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return names.stream().sorted(Comparator.naturalOrder()).toList();
    }

    private String known() {
        List<String> names = names();
        return names.isEmpty() ? "none is here yet: name a folder," : "choose one of " + String.join(", ", names) + ",";
    }

    private static boolean isModel(Path directory) {
        return Files.isRegularFile(directory.resolve("config.json"));
    }
}
