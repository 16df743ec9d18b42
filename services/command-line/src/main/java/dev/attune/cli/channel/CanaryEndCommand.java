package dev.attune.cli.channel;

import java.util.Map;
import java.util.concurrent.Callable;

import com.fasterxml.jackson.databind.JsonNode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code canary end}. */
@Command(
        name = "end",
        description = "End the canary; the channel keeps what it serves.",
        footer = {"", "Example: ./attune canary end production --reason \"enough seen\""})
final class CanaryEndCommand implements Callable<Integer> {

    @Option(names = "--reason", required = true, paramLabel = "TEXT", description = "Why, for the history.")
    private String reason = "";

    @Mixin
    private ChannelOptions options = new ChannelOptions();

    @Override
    public Integer call() throws InterruptedException {
        JsonNode canary = options.calls().change("/canary/end", Map.of("reason", reason));
        options.common().give(canary, out -> CanaryShowCommand.print(canary, out));
        return 0;
    }
}
