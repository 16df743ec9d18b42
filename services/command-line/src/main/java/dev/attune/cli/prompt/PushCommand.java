package dev.attune.cli.prompt;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import dev.attune.cli.terminal.CommonOptions;
import dev.attune.contracts.error.ErrorCategory;

/** {@code prompts push}: a file or a run into the library. */
@Command(
        name = "push",
        description = {
            "Send a prompt to the library, or a run of a suite with its prompts and every answer.",
            "What a version says already becomes no new one."
        },
        footer = {
            "",
            "Example: ./attune prompts push prompts/greet.yaml --label staging --user ada --password-file ~/ada",
            "Example: ./attune prompts push prompt-runs/suite/1 --name greet --user ada --password-file ~/ada"
        })
final class PushCommand implements Callable<Integer> {

    @Parameters(paramLabel = "FILE|RUN", description = "A prompt (YAML, JSON, text), or the folder of a run.")
    private Path source = Path.of("");

    @Option(names = "--name", description = "The prompt's name (the file's own, or that of the suite).")
    private @Nullable String name;

    @Option(names = "--label", description = "A label that shall lead to the version.")
    private @Nullable String label;

    @Option(names = "--note", description = "What is new about it.")
    private @Nullable String note;

    @Mixin
    private LibraryOptions options = new LibraryOptions();

    @Mixin
    private CommonOptions common = new CommonOptions();

    /** A prompt that was sent. */
    record Row(String name, int version, boolean added, String digest) {}

    /** The result; {@code run} is absent for a file. */
    record Result(List<Row> prompts, @Nullable JsonNode run) {}

    @Override
    public Integer call() throws InterruptedException {
        Result result = KeptRun.isRun(source) ? run() : file();
        common.give(result, out -> print(result, out));
        return 0;
    }

    private Result file() throws InterruptedException {
        PromptFile file = PromptFile.read(source);
        String called = name != null ? name : file.name().isEmpty() ? ofFile() : file.name();
        PromptFile.requireName(called);
        Library library = options.library(common.context());
        Library.Pushed pushed = library.push(called, file.content(), note == null ? file.note() : note);
        label(library, pushed);
        return new Result(List.of(row(pushed)), null);
    }

    private String ofFile() {
        return PromptFile.nameOf(String.valueOf(source.getFileName()).replaceFirst("\\.[^.]*$", ""));
    }

    private Result run() throws InterruptedException {
        KeptRun run = KeptRun.read(source);
        if (label != null && run.turns().size() != 1) {
            throw ErrorCategory.CALLER.error(
                    "several-prompts",
                    "The run has " + run.turns().size()
                            + " prompts, and a label leads to one; send it, then: prompts label NAME VERSION " + label
                            + ".");
        }
        String called = PromptFile.requireName(name == null ? PromptFile.nameOf(run.suite()) : name);
        if (run.shortened() > 0) {
            common.err().println(run.shortened() + " texts are too long for the library and are sent shortened.");
            common.err().flush();
        }
        Library library = options.library(common.context());
        RunUpload.Sent sent = new RunUpload(library, line -> {
                    common.err().println(line);
                    common.err().flush();
                })
                .send(run, called, note == null ? "" : note);
        List<Row> rows = new ArrayList<>();
        for (Library.Pushed pushed : sent.pushed()) {
            rows.add(row(pushed));
            label(library, pushed);
        }
        return new Result(rows, sent.run());
    }

    private void label(Library library, Library.Pushed pushed) throws InterruptedException {
        if (label != null) {
            library.move(pushed.version().path("name").asText(), label, pushed.number(), note == null ? "" : note);
        }
    }

    private static Row row(Library.Pushed pushed) {
        return new Row(
                pushed.version().path("name").asText(),
                pushed.number(),
                pushed.added(),
                pushed.version().path("digest").asText());
    }

    private void print(Result result, PrintWriter out) {
        for (Row row : result.prompts()) {
            out.printf(
                    "%s@%d %s%s%n",
                    row.name(),
                    row.version(),
                    row.added() ? "is new" : "was there already",
                    label == null ? "" : "; " + label + " leads to it");
        }
        if (result.run() != null) {
            out.printf(
                    "The run %s has %d rows; the page shows it under Prompts.%n",
                    result.run().path("id").asText(),
                    result.run().path("stored").asInt());
        }
    }
}
