package dev.attune.feedback.service.upload;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.jerolba.carpet.CarpetReader;

import dev.attune.contracts.json.Json;
import dev.attune.preference.rating.RowFile;
import dev.attune.text.JsonRows;
import dev.attune.text.Row;

/** Rows of a file, whatever its kind: JSON, a table, or Apache Parquet. One row is in memory at a time. */
final class UploadRows {

    private static final byte[] PARQUET = "PAR1".getBytes(StandardCharsets.US_ASCII);

    private UploadRows() {}

    /** @throws IOException when it cannot be read; the message says why, as the end of a sentence */
    static void read(Path file, String name, Consumer<Row> rows) throws IOException {
        if (isParquet(file)) {
            parquet(file, rows);
        } else {
            RowFile.read(file, name, rows);
        }
    }

    private static boolean isParquet(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return java.util.Arrays.equals(in.readNBytes(PARQUET.length), PARQUET);
        }
    }

    private static void parquet(Path file, Consumer<Row> rows) throws IOException {
        int line = 0;
        try (var records = new CarpetReader<>(file.toFile(), Map.class).iterator()) {
            while (records.hasNext()) {
                line++;
                ObjectNode written = Json.MAPPER.valueToTree(records.next());
                ObjectNode json = written.deepCopy();
                written.properties().stream()
                        .filter(column -> column.getValue().isNull())
                        .forEach(column -> json.remove(column.getKey()));
                Optional<String> fault = JsonRows.fault(json);
                int number = line;
                rows.accept(fault.<Row>map(sentence -> new Row.Bad(number, sentence))
                        .orElseGet(() -> new Row.Good(number, json, written)));
            }
        } catch (RuntimeException e) {
            throw new IOException(
                    "it is no Parquet file that can be read behind row " + line + ": " + e.getMessage(), e);
        }
    }
}
