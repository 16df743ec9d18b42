package dev.attune.feedback.service.export;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import dev.attune.feedback.export.ExportForm;

/** A file that begins with its first row. */
final class LateFile implements Closeable {

    private final ExportForm form;
    private final String path;
    private final ExportRun.Place place;
    private @Nullable CountedStream stream;
    private @Nullable RowWriter writer;
    private long rows;

    LateFile(ExportForm form, String path, ExportRun.Place place) {
        this.form = form;
        this.path = path;
        this.place = place;
    }

    RowWriter begin() throws IOException {
        RowWriter begun = writer;
        if (begun == null) {
            CountedStream counted = new CountedStream(place.open(path));
            begun = writer(counted);
            stream = counted;
            writer = begun;
        }
        return begun;
    }

    private RowWriter writer(OutputStream out) throws IOException {
        return switch (form) {
            case CSV -> new CsvRowWriter(out);
            case PARQUET -> new ParquetRowWriter(out);
            case ARGILLA -> new JsonRowWriter(out, true);
            default -> new JsonRowWriter(out, false);
        };
    }

    void write(Object row) throws IOException {
        begin().write(row);
        rows++;
    }

    /** Ends the file, if it was begun. */
    Optional<CountedStream> end() throws IOException {
        if (writer != null) {
            writer.close();
            writer = null;
        }
        return Optional.ofNullable(stream);
    }

    long rows() {
        return rows;
    }

    /** What breaks off is not ended, or it would look whole. */
    @Override
    public void close() {
        writer = null;
    }
}
