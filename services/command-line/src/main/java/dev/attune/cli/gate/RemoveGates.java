package dev.attune.cli.gate;

import com.fasterxml.jackson.databind.JsonNode;
import picocli.CommandLine.Command;

/** {@code gates remove}: takes them away. */
@Command(
        name = "remove",
        description = "Take the gates of a project away.",
        footer = {"", "Example: ./attune gates remove quickstart --user admin --password-file ~/attune-password"})
final class RemoveGates extends GateCommand {

    @Override
    JsonNode done(Gates gates) throws InterruptedException {
        return gates.remove();
    }
}
