package dev.attune.lab.study;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

import dev.attune.contracts.json.Json;
import dev.attune.text.TextFile;

/**
 * The results of a comparison's cells: {@code cells/KEY.json} each, written whole or not at all. A cell's process writes beside
 * it and renames, so that a kill at any time leaves a result or none.
 */
public final class CellStore {

    private static final String CELLS = "cells";
    private static final String WORK = "work";

    private final Path folder;
    private final Map<String, CellResult> read = new HashMap<>();

    /**
     * The store of a folder, which is made where missing.
     *
     * @throws dev.attune.contracts.error.AttuneException {@code lab-folder}
     */
    public CellStore(Path folder) {
        this.folder = folder;
        try {
            Files.createDirectories(folder.resolve(CELLS));
            Files.createDirectories(folder.resolve(WORK));
        } catch (IOException e) {
            throw StudyErrors.folder(folder, TextFile.reason(e), e);
        }
    }

    /** Keeps other comparisons out of the folder until it is closed. */
    public AutoCloseable lock() {
        try {
            FileChannel channel =
                    FileChannel.open(folder.resolve("lab.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            FileLock lock = tryLock(channel);
            if (lock == null) {
                channel.close();
                throw StudyErrors.folder(folder, "another comparison is using it", null);
            }
            return channel;
        } catch (IOException e) {
            throw StudyErrors.folder(folder, TextFile.reason(e), e);
        }
    }

    private static @org.jspecify.annotations.Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null; // by this very process
        }
    }

    /** Where a cell's process may write what nobody else reads. */
    public Path work(String key) {
        return folder.resolve(WORK).resolve(key);
    }

    /** The result of a cell, if it is there. */
    public Optional<CellResult> result(Cell cell) {
        String key = cell.key();
        CellResult known = read.get(key);
        if (known != null) {
            return Optional.of(known);
        }
        Path file = file(key);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            CellResult result = Json.MAPPER.readValue(file.toFile(), CellResult.class);
            read.put(key, result);
            return Optional.of(result);
        } catch (IOException e) {
            throw StudyErrors.folder(folder, file + " is no result of a cell; remove it to have the cell run again", e);
        }
    }

    /** Keeps a result. */
    public void keep(CellResult result) {
        String key = result.cell().key();
        Path written = work(key).resolveSibling(key + ".json");
        try {
            Files.writeString(written, Json.text(result) + "\n");
            Files.move(written, file(key), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException("The result of a cell could not be written to " + file(key), e);
        }
    }

    private Path file(String key) {
        return folder.resolve(CELLS).resolve(key + ".json");
    }
}
