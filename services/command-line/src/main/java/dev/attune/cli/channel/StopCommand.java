package dev.attune.cli.channel;

import java.util.concurrent.Callable;

import com.fasterxml.jackson.databind.JsonNode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code stop}: a channel answers nobody, until it is told to again. */
@Command(
        name = "stop",
        description =
                "Make a channel answer nobody until the stop is lifted; its canary is over. The platform is stopped by down.",
        footer = {
            "",
            "Example: ./attune stop production --reason \"it insults people\"",
            "         ./attune stop production --lift --reason \"rolled back\""
        })
public final class StopCommand implements Callable<Integer> {

    @Option(names = "--lift", description = "Let it answer again.")
    private boolean lift;

    @Option(
            names = "--reason",
            required = true,
            paramLabel = "TEXT",
            description = "Why, for the history and for callers.")
    private String reason = "";

    @Mixin
    private ChannelOptions options = new ChannelOptions();

    @Override
    public Integer call() throws InterruptedException {
        JsonNode channel = options.calls().atOnce(lift ? "/resumption" : "/stop", reason);
        options.common()
                .give(
                        channel,
                        out -> out.println(
                                channel.path("stopped").isObject()
                                        ? options.channel() + " answers nobody: "
                                                + channel.at("/stopped/reason").asText()
                                        : options.channel() + " answers with "
                                                + channel.path("checkpointId").asText()));
        return 0;
    }
}
