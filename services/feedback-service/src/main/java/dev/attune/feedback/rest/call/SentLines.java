package dev.attune.feedback.rest.call;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;

import dev.attune.text.JsonRows;
import dev.attune.text.Row;

/** Reads the list of a request's lines; what is wrong within a line, but JSON, is told of that line alone. */
public final class SentLines extends StdDeserializer<List<Row>> {

    private static final long serialVersionUID = 1;

    SentLines() {
        super(List.class);
    }

    @Override
    @SuppressWarnings("unchecked")
    public List<Row> deserialize(JsonParser parser, DeserializationContext context) throws IOException {
        if (!parser.hasToken(JsonToken.START_ARRAY)) {
            return (List<Row>) context.handleUnexpectedToken(List.class, parser);
        }
        // The parser would end at a name that is given twice; the rows name it.
        parser.disable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);
        List<Row> rows = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            rows.add(JsonRows.element(parser, rows.size()));
        }
        return rows;
    }
}
