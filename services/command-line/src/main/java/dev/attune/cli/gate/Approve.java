package dev.attune.cli.gate;

import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import dev.attune.cli.rest.ServiceClient;

/** {@code approvals approve}: stand behind a promotion that somebody else asked for; the last one that is wanted promotes. */
@Command(
        name = "approve",
        description = "Stand behind a promotion that somebody else asked for; the last one that is wanted promotes.",
        footer = {
            "",
            "Example: ./attune approvals approve promotion-0123456789abcdef --evidence SHA256 --reason \"read forty answers\" --user admin"
        })
final class Approve extends ApprovalCommand {

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
        return post(registry, "/" + id + "/approval", Map.of("evidenceSha256", evidence, "reason", reason));
    }
}
