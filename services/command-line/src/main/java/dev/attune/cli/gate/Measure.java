package dev.attune.cli.gate;

import java.io.PrintWriter;

import com.fasterxml.jackson.databind.JsonNode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code gates measure}: has a checkpoint measured. */
@Command(
        name = "measure",
        description = "Measure a checkpoint at the gates of its project, where that is no second chance.",
        footer = {
            "",
            "Example: ./attune gates measure quickstart adapter-0123456789abcdef --user admin --password-file ~/attune-password"
        })
final class Measure extends GateCommand {

    @Parameters(index = "1", paramLabel = "CHECKPOINT", description = "Its id.")
    private String checkpoint = "";

    @Override
    JsonNode done(Gates gates) throws InterruptedException {
        return gates.measure(checkpoint);
    }

    @Override
    void print(JsonNode done, PrintWriter out) {
        GateText.attempt(done, out);
    }
}
