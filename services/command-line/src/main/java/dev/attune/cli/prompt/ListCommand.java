package dev.attune.cli.prompt;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

import com.fasterxml.jackson.databind.JsonNode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

import dev.attune.cli.terminal.CommonOptions;

/** {@code prompts list}: what is in the library. */
@Command(
        name = "list",
        description = "The library's prompts with their labels.",
        footer = {"", "Example: ./attune prompts list --user ada --password-file ~/ada"})
final class ListCommand implements Callable<Integer> {

    @Mixin
    private LibraryOptions options = new LibraryOptions();

    @Mixin
    private CommonOptions common = new CommonOptions();

    @Override
    public Integer call() throws InterruptedException {
        JsonNode prompts = options.library(common.context()).list();
        common.give(prompts, out -> {
            if (prompts.isEmpty()) {
                out.println("The library is empty; send a prompt with ./attune prompts push FILE.");
            }
            prompts.forEach(prompt -> out.printf(
                    "%-32s %4d  %s%n",
                    prompt.path("name").asText(), prompt.path("latest").asInt(), labels(prompt.path("labels"))));
        });
        return 0;
    }

    private static String labels(JsonNode labels) {
        List<String> all = new ArrayList<>();
        labels.forEach(label -> all.add(
                label.path("label").asText() + "→" + label.path("version").asInt()));
        return String.join(" ", all);
    }
}
