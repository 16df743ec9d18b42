package dev.attune.cli.gate;

import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import dev.attune.cli.rest.ServiceClient;

/** {@code approvals reject}: turn a promotion down. */
@Command(
        name = "reject",
        description = "Turn a promotion down.",
        footer = {
            "",
            "Example: ./attune approvals reject promotion-0123456789abcdef --evidence SHA256 --reason \"read forty answers\" --user admin"
        })
final class Reject extends ApprovalCommand {

    @Parameters(paramLabel = "ID", description = "The promotion's id.")
    private String id = "";

    @Option(
            names = "--evidence",
            required = true,
            paramLabel = "SHA256",
            description = "What you have seen, as show says it.")
    private String evidence = "";

    @Option(names = "--reason", required = true, description = "Why, in your words; kept for ever.")
    private String reason = "";

    @Override
    JsonNode done(ServiceClient registry) throws InterruptedException {
        return post(registry, "/" + id + "/rejection", Map.of("evidenceSha256", evidence, "reason", reason));
    }
}
