package dev.attune.cli.gate;

import com.fasterxml.jackson.databind.JsonNode;
import picocli.CommandLine.Command;

/** {@code gates show}: a project's gates. */
@Command(
        name = "show",
        description = "The gates of a project.",
        footer = {"", "Example: ./attune gates show quickstart --user admin --password-file ~/attune-password"})
final class ShowGates extends GateCommand {

    @Override
    JsonNode done(Gates gates) throws InterruptedException {
        return gates.read();
    }
}
