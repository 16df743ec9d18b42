package dev.attune.cli.channel;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code canary start}. */
@Command(
        name = "start",
        description = "Start a canary; it ends by itself when people like it better or less, or when it does harm.",
        footer = {
            "",
            "Example: ./attune canary start production --checkpoint adapter-8899aabbccddeeff --share 0.1 --reason \"third round\""
        })
final class CanaryStartCommand implements Callable<Integer> {

    @Option(names = "--checkpoint", required = true, paramLabel = "ID", description = "What answers them.")
    private String checkpoint = "";

    @Option(names = "--share", required = true, description = "Of the people: above 0 and at most 1.")
    private double share;

    @Option(names = "--reason", required = true, paramLabel = "TEXT", description = "Why, for the history.")
    private String reason = "";

    @Option(names = "--margin", description = "By how much people must like it better (0).")
    private @Nullable Double margin;

    @Option(names = "--votes-each", description = "First votes of a person that make up a score (1).")
    private @Nullable Integer votesEach;

    @Option(names = "--max-people", description = "It is over when so many have voted (5000).")
    private @Nullable Integer maxPeople;

    @Option(names = "--max-hours", description = "And after so many hours (168).")
    private @Nullable Integer maxHours;

    @Mixin
    private ChannelOptions options = new ChannelOptions();

    @Override
    public Integer call() throws InterruptedException {
        Map<String, Object> settings = new HashMap<>();
        set(settings, "margin", margin);
        set(settings, "votesEach", votesEach);
        set(settings, "maxPeople", maxPeople);
        set(settings, "maxHours", maxHours);
        JsonNode canary = options.calls()
                .change(
                        "/canary",
                        Map.of("checkpointId", checkpoint, "share", share, "reason", reason, "settings", settings));
        options.common().give(canary, out -> CanaryShowCommand.print(canary, out));
        return 0;
    }

    private static void set(Map<String, Object> settings, String name, @Nullable Object value) {
        if (value != null) {
            settings.put(name, value);
        }
    }
}
