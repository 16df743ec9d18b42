package dev.attune.service.request;

import java.io.IOException;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;

/** A text is a JSON string that can be kept; a number or a boolean is none. */
final class StrictText extends StdScalarDeserializer<String> {

    static final String NOT_STORABLE = "a text holds a NUL character or half of a surrogate pair; leave it out";

    private static final long serialVersionUID = 1;

    StrictText() {
        super(String.class);
    }

    @Override
    public String deserialize(JsonParser parser, DeserializationContext context) throws IOException {
        if (!parser.hasToken(JsonToken.VALUE_STRING)) {
            return (String) context.handleUnexpectedToken(String.class, parser);
        }
        String text = parser.getText();
        if (!Texts.storable(text)) {
            return context.reportInputMismatch(this, NOT_STORABLE);
        }
        return text;
    }
}
