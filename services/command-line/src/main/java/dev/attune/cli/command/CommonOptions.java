package dev.attune.cli.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import com.fasterxml.jackson.core.JsonProcessingException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

import dev.attune.contracts.error.ErrorCategory;
import dev.attune.contracts.json.Json;

/** Options of a command that has one result, as a table or as JSON. */
final class CommonOptions extends TerminalOptions {

    private static final String STANDARD_OUTPUT = "-";

    @Option(
            names = "--json",
            paramLabel = "FILE",
            arity = "0..1",
            fallbackValue = STANDARD_OUTPUT,
            description = "Write the result as JSON; - or no FILE: to standard output, instead of the table.")
    private @Nullable String json;

    /** Whether standard output belongs to the JSON result. */
    boolean jsonOnStandardOutput() {
        return STANDARD_OUTPUT.equals(json);
    }

    /** Writes the result where it was asked for; does nothing when it was not. */
    void writeJson(Object result) {
        if (json == null) {
            return;
        }
        try {
            String text = Json.MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(result) + "\n";
            if (jsonOnStandardOutput()) {
                out().print(text);
                out().flush();
            } else {
                Files.writeString(Path.of(json), text);
            }
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A result record could not be written as JSON", e);
        } catch (IOException e) {
            throw ErrorCategory.CALLER.error(
                    "json-not-written", "The result cannot be written to " + json + ": " + e.getMessage() + ".", e);
        }
    }
}
