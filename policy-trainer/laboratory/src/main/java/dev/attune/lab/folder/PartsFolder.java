package dev.attune.lab.folder;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

import dev.attune.contracts.error.AttuneException;
import dev.attune.contracts.error.ErrorCategory;
import dev.attune.contracts.json.Json;
import dev.attune.text.TextFile;

/**
 * An evaluation as it is kept: a file for each part, there whole or not at all, so that the same command goes on where a kill
 * left it.
 */
public final class PartsFolder {

    private static final String CELLS = "cells";

    private final Path folder;

    /** @throws dev.attune.contracts.error.AttuneException {@code evaluation-folder} when it cannot be written */
    public PartsFolder(Path folder) {
        this.folder = folder;
        try {
            Files.createDirectories(folder.resolve(CELLS));
        } catch (IOException e) {
            throw notKept(folder, e);
        }
    }

    /** A part that is done. */
    public <T> Optional<T> read(String key, Class<T> type) {
        Path file = place(key);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            return Optional.of(Json.MAPPER.readValue(Files.readAllBytes(file), type));
        } catch (IOException e) {
            return Optional.empty(); // damaged, so it is measured again
        }
    }

    public void write(String key, Object value) {
        write(place(key), Json.text(value));
    }

    /** A text beside the parts. */
    public void keep(String name, String text) {
        write(folder.resolve(name), text);
    }

    private void write(Path file, String text) {
        try {
            Path part = file.resolveSibling(file.getFileName() + ".part");
            Files.writeString(part, text + "\n");
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw notKept(folder, e);
        }
    }

    private static AttuneException notKept(Path folder, IOException e) {
        return ErrorCategory.CALLER.error(
                "evaluation-folder",
                "The evaluation cannot be kept in " + folder + ": " + TextFile.reason(e) + "; give another with --out.",
                e);
    }

    private Path place(String key) {
        return folder.resolve(CELLS).resolve(key + ".json");
    }
}
