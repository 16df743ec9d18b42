package dev.attune.cli.gate;

import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import dev.attune.cli.rest.ServiceClient;

/** {@code approvals ask}: asks people to stand behind a promotion. */
@Command(
        name = "ask",
        description = "Ask people to stand behind serving a checkpoint that got through the gates.",
        footer = {
            "",
            "Example: ./attune approvals ask adapter-0123456789abcdef --reason \"the third round\" --user admin"
        })
final class AskForApproval extends ApprovalCommand {

    @Parameters(paramLabel = "CHECKPOINT", description = "Its id.")
    private String checkpoint = "";

    @Option(names = "--channel", description = "Which channel is to serve it; production by default.")
    private String channel = "production";

    @Option(names = "--reason", required = true, description = "Why, in your words; kept for ever.")
    private String reason = "";

    @Override
    JsonNode done(ServiceClient registry) throws InterruptedException {
        return post(registry, "", Map.of("channel", channel, "checkpointId", checkpoint, "reason", reason));
    }
}
