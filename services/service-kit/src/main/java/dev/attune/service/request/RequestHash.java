package dev.attune.service.request;

import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;

import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;

import dev.attune.contracts.artifact.Sha256;

/** Tells whether two requests ask the same. */
public final class RequestHash {

    /**
     * Escaped, so that also half a character, which a line may hold and UTF-8 cannot write, is hashed; in the order of the names,
     * so that a client that writes the same fields in another order has sent the same.
     */
    private final ObjectWriter writer;

    public RequestHash(ObjectMapper mapper) {
        this.writer =
                mapper.writer().with(JsonWriteFeature.ESCAPE_NON_ASCII).with(JsonNodeFeature.WRITE_PROPERTIES_SORTED);
    }

    /** The same for the same route and body, whatever their fields' order. */
    public String of(String route, Object body) {
        try {
            Sha256 hash = new Sha256().add(route);
            // A writer takes half a character, too, which a stream of UTF-8 refuses.
            try (Writer out = new OutputStreamWriter(hash.stream(), StandardCharsets.UTF_8)) {
                writer.writeValue(out, body);
            }
            return hash.hex();
        } catch (IOException e) {
            throw new IllegalStateException("A request could not be hashed", e);
        }
    }
}
