package dev.attune.lm.command;

import java.io.IOException;
import java.nio.file.Path;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.jspecify.annotations.Nullable;

/** Results as JSON. */
final class JsonOutput {
    static final ObjectMapper JSON = new ObjectMapper();

    private JsonOutput() {}

    static String pretty(JsonNode result) throws IOException {
        return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(result);
    }

    /** Writes {@code result} to {@code file}, if one was asked for. */
    static void write(@Nullable Path file, JsonNode result) throws IOException {
        if (file != null) {
            JSON.writerWithDefaultPrettyPrinter().writeValue(file.toFile(), result);
        }
    }
}
