package dev.attune.cli.prompt;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

import com.fasterxml.jackson.databind.JsonNode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import dev.attune.cli.terminal.CommonOptions;

/** {@code prompts delete}: a prompt out of sight, and its runs for good. */
@Command(
        name = "delete",
        description = {
            "Hide a prompt, with its versions and labels; prompts restore brings it back.",
            "One that production leads to answers people and is not deleted: take that label away first."
        },
        footer = {"", "Example: ./attune prompts delete greet --runs --user ada --password-file ~/ada"})
final class DeleteCommand implements Callable<Integer> {

    @Parameters(paramLabel = "NAME", description = "The prompt.")
    private String name = "";

    @Option(names = "--runs", description = "Delete the runs that had no other prompt, too, for good.")
    private boolean withRuns;

    @Mixin
    private LibraryOptions options = new LibraryOptions();

    @Mixin
    private CommonOptions common = new CommonOptions();

    /**
     * The result.
     *
     * @param runs that were deleted
     * @param kept runs that had other prompts, too
     */
    record Result(String name, List<String> runs, List<String> kept) {}

    @Override
    public Integer call() throws InterruptedException {
        PromptFile.requireName(name);
        Library library = options.library(common.context());
        List<String> runs = new ArrayList<>();
        List<String> kept = new ArrayList<>();
        library.delete(name); // refused before any run is gone
        if (withRuns) {
            for (JsonNode run : library.runs(name)) {
                String id = run.path("id").asText();
                if (isOwn(run)) {
                    library.deleteRun(id);
                    runs.add(id);
                } else {
                    kept.add(id);
                }
            }
        }
        Result result = new Result(name, runs, kept);
        common.give(result, out -> {
            out.printf("%s is hidden; ./attune prompts restore %s brings it back%n", name, name);
            runs.forEach(run -> out.printf("run %s is deleted%n", run));
            kept.forEach(run -> out.printf("run %s had other prompts, too, and stays%n", run));
        });
        return 0;
    }

    private boolean isOwn(JsonNode run) {
        for (JsonNode prompt : run.path("prompts")) {
            if (!prompt.path("name").asText().equals(name)) {
                return false;
            }
        }
        return true;
    }
}
