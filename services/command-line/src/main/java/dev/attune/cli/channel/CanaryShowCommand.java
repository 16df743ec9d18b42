package dev.attune.cli.channel;

import java.io.PrintWriter;
import java.util.concurrent.Callable;

import com.fasterxml.jackson.databind.JsonNode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code canary show}. */
@Command(
        name = "show",
        description = "How the canary stands that runs on a channel, or how the last one ended.",
        footer = {"", "Example: ./attune canary show production --json"})
final class CanaryShowCommand implements Callable<Integer> {

    @Mixin
    private ChannelOptions options = new ChannelOptions();

    @Override
    public Integer call() throws InterruptedException {
        JsonNode canary = options.calls().canary();
        options.common().give(canary, out -> print(canary, out));
        return 0;
    }

    static void print(JsonNode canary, PrintWriter out) {
        JsonNode figures = canary.path("figures");
        out.printf(
                "%s answers %s of the people of %s, beside %s%n",
                canary.path("checkpointId").asText(),
                canary.path("share").asText(),
                canary.path("channel").asText(),
                canary.path("productionId").asText());
        out.printf(
                "people met: %d canary, %d production; who voted: %d and %d%n",
                figures.at("/met/canary").asInt(),
                figures.at("/met/production").asInt(),
                figures.at("/voted/canary").asInt(),
                figures.at("/voted/production").asInt());
        if (figures.hasNonNull("difference")) {
            out.printf(
                    "liked better by %+.3f of 1 (%+.2f to %+.2f, at every look)%n",
                    figures.path("difference").asDouble(),
                    figures.path("low").asDouble(),
                    figures.path("high").asDouble());
        }
        JsonNode end = canary.path("end");
        out.println(
                end.isObject()
                        ? end.path("outcome").asText() + ": "
                                + end.path("reason").asText()
                        : "it runs");
    }
}
