package dev.attune.policy.option;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

import dev.attune.contracts.error.AttuneException;
import dev.attune.contracts.error.ErrorCategory;
import dev.attune.contracts.json.Json;

/** A command's result: JSON on standard output, and in a file where one is named. */
public final class Result {

    private Result() {}

    public static void report(CommandSpec spec, @Nullable Path file, Map<String, Object> result) {
        try {
            String text = Json.MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(result);
            if (file != null) {
                Files.writeString(file, text + "\n");
            }
            spec.commandLine().getOut().println(text);
        } catch (IOException e) {
            throw new AttuneException(
                    "result-not-written",
                    ErrorCategory.CALLER,
                    "The result could not be written to " + file + "; give a path that can be written with --json.",
                    e);
        }
    }
}
