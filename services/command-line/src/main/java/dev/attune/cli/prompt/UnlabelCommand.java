package dev.attune.cli.prompt;

import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

import dev.attune.cli.terminal.CommonOptions;

/** {@code prompts unlabel}: a label that leads nowhere any more. */
@Command(
        name = "unlabel",
        description = "Take a label away; versions stay. production is for reviewers and administrators.",
        footer = {"", "Example: ./attune prompts unlabel greet staging --user ada --password-file ~/ada"})
final class UnlabelCommand implements Callable<Integer> {

    @Parameters(index = "0", paramLabel = "NAME", description = "The prompt.")
    private String name = "";

    @Parameters(index = "1", paramLabel = "LABEL", description = "production, staging, or one of your own.")
    private String label = "";

    @Mixin
    private LibraryOptions options = new LibraryOptions();

    @Mixin
    private CommonOptions common = new CommonOptions();

    /** The result. */
    record Result(String name, String label) {}

    @Override
    public Integer call() throws InterruptedException {
        PromptFile.requireName(name);
        options.library(common.context()).removeLabel(name, label);
        common.give(new Result(name, label), out -> out.printf("%s of %s leads nowhere any more%n", label, name));
        return 0;
    }
}
