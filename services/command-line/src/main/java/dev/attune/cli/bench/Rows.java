package dev.attune.cli.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;

import org.jspecify.annotations.Nullable;

import dev.attune.contracts.json.Json;

/** A file of JSON lines that is whole after each line, so that an interrupted bench leaves what it measured. */
public final class Rows implements AutoCloseable {

    private final Writer writer;

    private Rows(Writer writer) {
        this.writer = writer;
    }

    /** @param file absent: the rows are kept nowhere */
    public static Rows to(@Nullable Path file) throws IOException {
        return new Rows(file == null ? Writer.nullWriter() : Files.newBufferedWriter(file));
    }

    /** Writes a record as a line. */
    public void add(Record row) {
        try {
            writer.write(Json.MAPPER.writeValueAsString(row) + "\n");
            writer.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        writer.close();
    }
}
