package dev.attune.service.request;

import java.io.IOException;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.ser.std.StdScalarSerializer;

/** An answer may quote what was sent, and what was sent may be no text that UTF-8 can write. */
final class SendableText extends StdScalarSerializer<String> {

    private static final long serialVersionUID = 1;

    SendableText() {
        super(String.class);
    }

    @Override
    public void serialize(String value, JsonGenerator json, SerializerProvider provider) throws IOException {
        json.writeString(Texts.sendable(value));
    }
}
