package dev.attune.feedback.service.export;

import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.SequenceWriter;
import com.fasterxml.jackson.dataformat.csv.CsvGenerator;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;

import dev.attune.contracts.event.Message;
import dev.attune.contracts.json.Json;

/** A table; a conversation is its text where that is all there is to it, and JSON otherwise. */
final class CsvRowWriter implements RowWriter {

    private static final CsvMapper MAPPER = CsvMapper.csvBuilder()
            .disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET)
            .enable(CsvGenerator.Feature.ALWAYS_QUOTE_STRINGS)
            .build();
    private static final CsvSchema SCHEMA =
            MAPPER.schemaFor(Cells.class).withHeader().withLineSeparator("\n");

    private static final String ASSISTANT = "assistant";

    private final Writer text;
    private final SequenceWriter rows;
    private boolean empty = true;

    CsvRowWriter(OutputStream out) throws IOException {
        this.text = new OutputStreamWriter(out, StandardCharsets.UTF_8);
        this.rows = MAPPER.writer(SCHEMA).writeValues(text);
    }

    /** The cells of a row. */
    @JsonPropertyOrder({
        "prompt",
        "chosen",
        "rejected",
        "outcome",
        "strength",
        "mean_strength",
        "probability",
        "ratings",
        "split",
        "item"
    })
    record Cells(
            String prompt,
            String chosen,
            String rejected,
            String outcome,
            int strength,
            @JsonProperty("mean_strength") double meanStrength,
            double probability,
            int ratings,
            String split,
            String item) {}

    @Override
    public void write(Object row) throws IOException {
        PairRow pair = (PairRow) row;
        empty = false;
        // A pair is of texts or of conversations: readers take no mixture.
        boolean plain = isPlain(pair.chosen(), ASSISTANT) && isPlain(pair.rejected(), ASSISTANT);
        rows.write(new Cells(
                isPlain(pair.prompt(), "user") ? pair.prompt().getFirst().content() : Json.text(pair.prompt()),
                plain ? pair.chosen().getFirst().content() : Json.text(pair.chosen()),
                plain ? pair.rejected().getFirst().content() : Json.text(pair.rejected()),
                pair.outcome(),
                pair.strength(),
                pair.meanStrength(),
                pair.probability(),
                pair.ratings(),
                pair.split(),
                pair.item()));
    }

    /** What looks like JSON itself must be said as JSON, or a reader would take it for a conversation. */
    private static boolean isPlain(List<Message> messages, String role) {
        Message only = messages.getFirst();
        return messages.size() == 1
                && only.role().equals(role)
                && !only.content().isEmpty()
                && "[{".indexOf(only.content().charAt(0)) < 0;
    }

    @Override
    public void close() throws IOException {
        if (empty) {
            text.write(String.join(",", SCHEMA.getColumnNames()) + "\n");
        }
        rows.flush();
        text.flush();
    }
}
