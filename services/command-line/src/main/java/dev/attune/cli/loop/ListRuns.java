package dev.attune.cli.loop;

import java.util.concurrent.Callable;

import com.fasterxml.jackson.databind.JsonNode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import dev.attune.cli.terminal.CommonOptions;

/** {@code runs list}: newest first. */
@Command(
        name = "list",
        description = "Runs, newest first.",
        footer = {"", "Example: ./attune runs list --user admin --password-file ~/attune-password"})
final class ListRuns implements Callable<Integer> {

    @Option(names = "--most", paramLabel = "N", description = "So many at most; 50 by default.")
    private int most = 50;

    @Mixin
    private LoopOptions options = new LoopOptions();

    @Mixin
    private CommonOptions common = new CommonOptions();

    @Override
    public Integer call() throws InterruptedException {
        JsonNode runs = options.registry(common.context())
                .get("/api/runs?limit=" + most)
                .accepted()
                .body();
        common.give(runs, out -> {
            for (JsonNode run : runs) {
                out.printf(
                        "%-28s %-10s %4d/%-4d %s  %s%n",
                        run.path("runId").asText(),
                        run.path("state").asText(),
                        run.path("step").asInt(),
                        run.path("steps").asInt(),
                        run.path("since").asText(),
                        run.path("failure")
                                .path("reason")
                                .asText(run.path("checkpointId").asText("")));
            }
        });
        return 0;
    }
}
