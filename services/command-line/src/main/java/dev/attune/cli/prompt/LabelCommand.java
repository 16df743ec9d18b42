package dev.attune.cli.prompt;

import java.util.concurrent.Callable;

import com.fasterxml.jackson.databind.JsonNode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import dev.attune.cli.terminal.CommonOptions;

/** {@code prompts label}: what a label leads to. */
@Command(
        name = "label",
        description = "Make a label lead to a version; production is for reviewers and administrators.",
        footer = {"", "Example: ./attune prompts label greet 3 production --user ada --password-file ~/ada"})
final class LabelCommand implements Callable<Integer> {

    @Parameters(index = "0", paramLabel = "NAME", description = "The prompt.")
    private String name = "";

    @Parameters(index = "1", paramLabel = "VERSION", description = "A number, or a label that leads to it.")
    private String version = "";

    @Parameters(index = "2", paramLabel = "LABEL", description = "production, staging, or one of your own.")
    private String label = "";

    @Option(names = "--reason", description = "Why, for the history.")
    private String reason = "";

    @Mixin
    private LibraryOptions options = new LibraryOptions();

    @Mixin
    private CommonOptions common = new CommonOptions();

    @Override
    public Integer call() throws InterruptedException {
        PromptFile.requireName(name);
        Library library = options.library(common.context());
        int number = library.version(name, version).path("version").asInt();
        JsonNode moved = library.move(name, label, number, reason);
        common.give(moved, out -> out.printf("%s of %s leads to version %d%n", label, name, number));
        return 0;
    }
}
