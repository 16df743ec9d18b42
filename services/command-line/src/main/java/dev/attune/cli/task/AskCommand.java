package dev.attune.cli.task;

import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

import com.fasterxml.jackson.databind.JsonNode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

import dev.attune.cli.terminal.AccountOptions;
import dev.attune.cli.terminal.CommonOptions;

/** Asks a task. */
@Command(
        name = "ask",
        description = "Ask a task that is served: a label with its probability, or a text, for each input.",
        footer = {"", "Example: ./attune tasks ask reviews \"A delight.\" --user eva --password-file ~/eva-password"})
final class AskCommand implements Callable<Integer> {

    @Parameters(index = "0", paramLabel = "NAME", description = "The task.")
    private String name = "";

    @Parameters(index = "1..*", arity = "1..*", paramLabel = "TEXT", description = "The inputs.")
    private List<String> texts = List.of();

    @Mixin
    private AccountOptions account = new AccountOptions();

    @Mixin
    private CommonOptions common = new CommonOptions();

    @Override
    public Integer call() throws InterruptedException {
        JsonNode answer = TaskServices.of(account, common)
                .inference()
                .post("/v1/tasks/" + name, Map.of("inputs", texts), "")
                .accepted()
                .body();
        common.give(
                answer,
                out -> answer.path("results").forEach(result -> {
                    String label = result.path("label").asText();
                    if (label.isEmpty()) {
                        out.println(result.path("text").asText());
                    } else {
                        out.printf(
                                "%-20s %.3f%n",
                                label, result.path("probabilities").path(label).asDouble());
                    }
                }));
        return 0;
    }
}
