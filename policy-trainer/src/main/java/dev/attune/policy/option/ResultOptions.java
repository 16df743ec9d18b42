package dev.attune.policy.option;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import dev.attune.contracts.error.ErrorCategory;
import dev.attune.contracts.json.Json;

/** Where a command tells how far it is and what it found: a picocli mixin. */
public final class ResultOptions {

    @Option(names = "--json", paramLabel = "FILE", description = "Write the result as JSON.")
    private @Nullable Path json;

    @Spec(Spec.Target.MIXEE)
    private @Nullable CommandSpec spec;

    /** For what a person should read: standard error. */
    public PrintWriter messages() {
        return specification().commandLine().getErr();
    }

    /** The command's name, with which its lines for a person begin. */
    public String name() {
        return specification().name();
    }

    /** Tells a person how many prompts are answered. */
    public void answered(int prompts) {
        messages().println(name() + ": " + prompts + " prompts answered");
        messages().flush();
    }

    /** Tells the result: JSON on standard output, and in a file where one is named. */
    public void report(Result result) {
        try {
            String text = Json.pretty(result.figures());
            if (json != null) {
                Files.writeString(json, text + "\n");
            }
            specification().commandLine().getOut().println(text);
        } catch (IOException e) {
            throw ErrorCategory.CALLER.error(
                    "result-not-written",
                    "The result could not be written to " + json + "; give a path that can be written with --json.",
                    e);
        }
    }

    private CommandSpec specification() {
        return Objects.requireNonNull(spec, "The command was not started by its command line");
    }
}
