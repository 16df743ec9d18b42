package dev.attune.cli.gate;

import java.io.PrintWriter;

import com.fasterxml.jackson.databind.JsonNode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code gates results}: what checkpoints have shown. */
@Command(
        name = "results",
        description = "What the checkpoints of a project came to at its gates, newest first.",
        footer = {"", "Example: ./attune gates results quickstart --user admin --password-file ~/attune-password"})
final class Results extends GateCommand {

    @Option(names = "--most", paramLabel = "N", description = "So many at most; 20 by default.")
    private int most = 20;

    @Override
    JsonNode done(Gates gates) throws InterruptedException {
        return gates.results(most);
    }

    @Override
    void print(JsonNode done, PrintWriter out) {
        done.forEach(attempt -> GateText.attempt(attempt, out));
    }
}
