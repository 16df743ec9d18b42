package dev.attune.feedback.service.export;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

import dev.attune.contracts.json.Json;

/** One JSON object a line, or all of them in one list. */
final class JsonRowWriter implements RowWriter {

    private final OutputStream out;
    private final boolean list;
    private boolean first = true;

    JsonRowWriter(OutputStream out, boolean list) {
        this.out = out;
        this.list = list;
    }

    @Override
    public void write(Object row) throws IOException {
        text(list ? first ? "[\n" : ",\n" : "");
        first = false;
        out.write(Json.MAPPER.writeValueAsBytes(row));
        text(list ? "" : "\n");
    }

    @Override
    public void close() throws IOException {
        text(list ? first ? "[]\n" : "\n]\n" : "");
        out.flush();
    }

    private void text(String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
    }
}
