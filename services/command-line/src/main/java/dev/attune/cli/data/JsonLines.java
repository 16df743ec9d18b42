package dev.attune.cli.data;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

import dev.attune.contracts.artifact.DirectoryManifest;
import dev.attune.contracts.error.AttuneException;
import dev.attune.contracts.error.ErrorCategory;
import dev.attune.preference.rating.RowFile;
import dev.attune.text.Row;
import dev.attune.text.TextFile;

/** Rows of a file of JSON objects or of a table, plain or gzipped. */
final class JsonLines {

    private JsonLines() {}

    /**
     * Reads all rows and returns the file's SHA-256.
     *
     * @throws AttuneException {@code file-unreadable} or {@code file-empty}
     */
    static String read(Path file, Consumer<Row> reader) {
        AtomicInteger rows = new AtomicInteger();
        try {
            RowFile.read(file, file.toString(), row -> {
                rows.incrementAndGet();
                reader.accept(row);
            });
            if (rows.get() == 0) {
                throw ErrorCategory.CALLER.error(
                        "file-empty", "The file " + file + " is empty; each line must be a JSON object.");
            }
            return DirectoryManifest.sha256(file);
        } catch (IOException e) {
            throw ErrorCategory.CALLER.error(
                    "file-unreadable", "The file " + file + " cannot be read: " + TextFile.reason(e) + ".", e);
        }
    }
}
