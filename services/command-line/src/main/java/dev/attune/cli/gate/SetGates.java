package dev.attune.cli.gate;

import java.nio.file.Path;

import com.fasterxml.jackson.databind.JsonNode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import dev.attune.cli.loop.PolicyFile;

/** {@code gates set}: gives a project gates. */
@Command(
        name = "set",
        description = "Give a project gates, in place of those that it has.",
        footer = {
            "",
            "Example: ./attune gates set quickstart --file docs/examples/gates.json --user admin --password-file ~/attune-password"
        })
final class SetGates extends GateCommand {

    @Option(names = "--file", required = true, paramLabel = "FILE", description = "All gates, as JSON.")
    private Path file = Path.of("");

    @Option(names = "--reason", description = "Why, for the history.")
    private String reason = "";

    @Override
    JsonNode done(Gates gates) throws InterruptedException {
        return gates.change(PolicyFile.read(file), reason);
    }
}
