package dev.attune.cli.terminal;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;

import com.fasterxml.jackson.core.JsonProcessingException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

import dev.attune.contracts.error.ErrorCategory;
import dev.attune.contracts.json.Json;

/** Options of a command that has one result, as a table or as JSON. */
public final class CommonOptions extends TerminalOptions {

    private static final String STANDARD_OUTPUT = "-";

    @Option(
            names = "--json",
            paramLabel = "FILE",
            arity = "0..1",
            fallbackValue = STANDARD_OUTPUT,
            description = "Write the result as JSON; - or no FILE: to standard output, instead of the table.")
    private @Nullable String json;

    /** Gives the result: as JSON where that was asked for, and for a person unless the JSON is on standard output. */
    public void give(Object result, Consumer<PrintWriter> text) {
        if (json != null) {
            writeJson(result, json);
        }
        if (!STANDARD_OUTPUT.equals(json)) {
            text.accept(out());
        }
    }

    private void writeJson(Object result, String file) {
        try {
            String text = Json.MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(result) + "\n";
            if (file.equals(STANDARD_OUTPUT)) {
                out().print(text);
                out().flush();
            } else {
                Files.writeString(Path.of(file), text);
            }
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A result record could not be written as JSON", e);
        } catch (IOException e) {
            throw ErrorCategory.CALLER.error(
                    "json-not-written", "The result cannot be written to " + file + ": " + e.getMessage() + ".", e);
        }
    }
}
