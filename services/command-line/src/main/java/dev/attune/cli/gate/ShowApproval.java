package dev.attune.cli.gate;

import com.fasterxml.jackson.databind.JsonNode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

import dev.attune.cli.rest.ServiceClient;

/** {@code approvals show}: the evidence to decide on. */
@Command(
        name = "show",
        description = "A promotion with the evidence to decide on.",
        footer = {
            "",
            "Example: ./attune approvals show promotion-0123456789abcdef --user admin --password-file ~/attune-password"
        })
final class ShowApproval extends ApprovalCommand {

    @Parameters(paramLabel = "ID", description = "The promotion's id.")
    private String id = "";

    @Override
    JsonNode done(ServiceClient registry) throws InterruptedException {
        return registry.get(PATH + "/" + id).accepted().body();
    }
}
