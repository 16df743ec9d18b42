package dev.attune.cli.loop;

import com.fasterxml.jackson.databind.JsonNode;
import picocli.CommandLine.Command;

/** {@code retraining reset}: the usual policy again. */
@Command(
        name = "reset",
        description = "Give a project the usual retraining policy again.",
        footer = {"", "Example: ./attune retraining reset quickstart --user admin --password-file ~/attune-password"})
final class ResetPolicy extends PolicyCommand {

    @Override
    JsonNode done(Policies policies) throws InterruptedException {
        return policies.reset();
    }
}
