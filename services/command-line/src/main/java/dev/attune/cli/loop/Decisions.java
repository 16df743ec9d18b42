package dev.attune.cli.loop;

import java.util.concurrent.Callable;

import com.fasterxml.jackson.databind.JsonNode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import dev.attune.cli.terminal.CommonOptions;

/** {@code retraining decisions}: what was decided, also what was not started and why. */
@Command(
        name = "decisions",
        description = "What was decided on a project, newest first, also what was not started and why.",
        footer = {"", "Example: ./attune retraining decisions quickstart --user admin --password-file ~/attune-password"
        })
final class Decisions implements Callable<Integer> {

    @Parameters(paramLabel = "PROJECT", description = "Its id, or its name.")
    private String project = "";

    @Option(names = "--most", paramLabel = "N", description = "So many at most; 50 by default.")
    private int most = 50;

    @Mixin
    private LoopOptions options = new LoopOptions();

    @Mixin
    private CommonOptions common = new CommonOptions();

    @Override
    public Integer call() throws InterruptedException {
        JsonNode decisions = Policies.of(project, options, common.context()).decisions(most);
        common.give(decisions, out -> {
            for (JsonNode decision : decisions) {
                long looks = decision.path("looks").asLong();
                out.printf(
                        "%s  %s%s%n",
                        decision.path("at").asText(),
                        decision.path("sentence").asText(),
                        looks > 1
                                ? " (" + looks + " times, last "
                                        + decision.path("lastAt").asText() + ")"
                                : "");
            }
        });
        return 0;
    }
}
