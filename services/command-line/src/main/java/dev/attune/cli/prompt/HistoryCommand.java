package dev.attune.cli.prompt;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

import com.fasterxml.jackson.databind.JsonNode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

import dev.attune.cli.terminal.CommonOptions;

/** {@code prompts history}: the versions of a prompt, and who moved its labels. */
@Command(
        name = "history",
        description = "A prompt's versions, and who did what to it when.",
        footer = {"", "Example: ./attune prompts history greet --user ada --password-file ~/ada"})
final class HistoryCommand implements Callable<Integer> {

    @Parameters(paramLabel = "NAME", description = "The prompt.")
    private String name = "";

    @Mixin
    private LibraryOptions options = new LibraryOptions();

    @Mixin
    private CommonOptions common = new CommonOptions();

    /** The result: both newest first. */
    record Result(JsonNode versions, JsonNode log) {}

    @Override
    public Integer call() throws InterruptedException {
        PromptFile.requireName(name);
        Library library = options.library(common.context());
        Result result = new Result(library.prompt(name).path("versions"), library.log(name));
        common.give(result, out -> print(result, out));
        return 0;
    }

    private static void print(Result result, PrintWriter out) {
        for (JsonNode version : result.versions()) {
            List<String> labels = new ArrayList<>();
            version.path("labels").forEach(label -> labels.add(label.asText()));
            out.printf(
                    "%4d  %s  %s  %s  %s%n",
                    version.path("version").asInt(),
                    version.path("at").asText(),
                    version.path("digest").asText().substring(0, 12),
                    String.join(" ", labels),
                    version.path("note").asText().lines().findFirst().orElse(""));
        }
        for (JsonNode entry : result.log()) {
            if (entry.hasNonNull("label")) {
                out.printf(
                        "%s  %s %s: %s → %s by %s %s%n",
                        entry.path("at").asText(),
                        entry.path("action").asText(),
                        entry.path("label").asText(),
                        place(entry.path("previousVersion")),
                        place(entry.path("version")),
                        entry.path("by").asText(),
                        entry.path("reason").asText(""));
            }
        }
    }

    private static String place(JsonNode version) {
        return version.isNumber() ? version.asText() : "nowhere";
    }
}
