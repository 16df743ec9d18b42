package dev.attune.cli.data;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;

import dev.attune.contracts.artifact.DirectoryManifest;
import dev.attune.contracts.error.AttuneException;
import dev.attune.contracts.error.ErrorCategory;
import dev.attune.preference.file.PreferenceFiles;

/** Lines of a file of JSON objects, plain or gzipped. */
final class JsonLines {

    private JsonLines() {}

    /** Takes one line. */
    @FunctionalInterface
    interface Reader {
        void line(int number, String text);
    }

    /**
     * Reads all lines and returns the file's SHA-256.
     *
     * @throws AttuneException {@code file-unreadable} or {@code file-empty}
     */
    static String read(Path file, Reader reader) {
        int number = 0;
        boolean empty = true;
        try (BufferedReader lines = PreferenceFiles.open(file)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                number++;
                empty &= line.isBlank();
                reader.line(number, line);
            }
            if (empty) {
                throw ErrorCategory.CALLER.error(
                        "file-empty", "The file " + file + " is empty; each line must be a JSON object.");
            }
            return DirectoryManifest.sha256(file);
        } catch (IOException e) {
            String reason = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
            throw ErrorCategory.CALLER.error(
                    "file-unreadable",
                    "The file " + file + " cannot be read" + (number == 0 ? "" : " beyond line " + number) + ": "
                            + reason + ".",
                    e);
        }
    }
}
