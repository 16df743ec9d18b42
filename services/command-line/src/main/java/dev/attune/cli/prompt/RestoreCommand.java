package dev.attune.cli.prompt;

import java.util.concurrent.Callable;

import com.fasterxml.jackson.databind.JsonNode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

import dev.attune.cli.terminal.CommonOptions;

/** {@code prompts restore}: what was deleted, back again. */
@Command(
        name = "restore",
        description = "Bring a deleted prompt back, with its versions and labels.",
        footer = {"", "Example: ./attune prompts restore greet --user ada --password-file ~/ada"})
final class RestoreCommand implements Callable<Integer> {

    @Parameters(paramLabel = "NAME", description = "The prompt.")
    private String name = "";

    @Mixin
    private LibraryOptions options = new LibraryOptions();

    @Mixin
    private CommonOptions common = new CommonOptions();

    @Override
    public Integer call() throws InterruptedException {
        PromptFile.requireName(name);
        JsonNode prompt = options.library(common.context()).restore(name);
        common.give(
                prompt,
                out -> out.printf(
                        "%s is back, with %d versions%n",
                        name, prompt.path("latest").asInt()));
        return 0;
    }
}
