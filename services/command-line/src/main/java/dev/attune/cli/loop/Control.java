package dev.attune.cli.loop;

import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

import dev.attune.cli.terminal.CommonOptions;

/** What is asked of a run: the worker does it between two steps. */
final class Control {

    @Parameters(paramLabel = "RUN", description = "Its id.")
    private String run = "";

    @Mixin
    private LoopOptions options = new LoopOptions();

    @Mixin
    private CommonOptions common = new CommonOptions();

    int ask(String path, String reason, String done) throws InterruptedException {
        JsonNode asked = options.registry(common.context())
                .post("/api/runs/" + run + "/" + path, reason.isBlank() ? Map.of() : Map.of("reason", reason), "")
                .accepted()
                .body();
        common.give(asked, out -> out.printf("Run %s is asked to %s, which it does between two steps.%n", run, done));
        return 0;
    }
}
