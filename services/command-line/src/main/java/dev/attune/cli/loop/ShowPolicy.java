package dev.attune.cli.loop;

import com.fasterxml.jackson.databind.JsonNode;
import picocli.CommandLine.Command;

/** {@code retraining show}: a project's policy, and what would be decided now. */
@Command(
        name = "show",
        description = "A project's retraining policy, and what would be decided now.",
        footer = {"", "Example: ./attune retraining show quickstart --user admin --password-file ~/attune-password"})
final class ShowPolicy extends PolicyCommand {

    @Override
    JsonNode done(Policies policies) throws InterruptedException {
        return policies.read();
    }
}
