package dev.attune.cli.channel;

import java.util.Map;
import java.util.concurrent.Callable;

import com.fasterxml.jackson.databind.JsonNode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code canary share}. */
@Command(
        name = "share",
        description = "Give the canary another share; when it grows, whoever it answered goes on with it.",
        footer = {"", "Example: ./attune canary share production --share 0.5 --reason \"no complaints\""})
final class CanaryShareCommand implements Callable<Integer> {

    @Option(names = "--share", required = true, description = "Of the people: above 0 and at most 1.")
    private double share;

    @Option(names = "--reason", required = true, paramLabel = "TEXT", description = "Why, for the history.")
    private String reason = "";

    @Mixin
    private ChannelOptions options = new ChannelOptions();

    @Override
    public Integer call() throws InterruptedException {
        JsonNode canary = options.calls().share(Map.of("share", share, "reason", reason));
        options.common().give(canary, out -> CanaryShowCommand.print(canary, out));
        return 0;
    }
}
