package dev.attune.cli.loop;

import java.util.concurrent.Callable;

import com.fasterxml.jackson.databind.JsonNode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

import dev.attune.cli.terminal.CommonOptions;

/** {@code retraining show}: a project's policy, and what would be decided now. */
@Command(
        name = "show",
        description = "A project's retraining policy, and what would be decided now.",
        footer = {"", "Example: ./attune retraining show quickstart --user admin --password-file ~/attune-password"})
final class ShowPolicy implements Callable<Integer> {

    @Parameters(paramLabel = "PROJECT", description = "Its id, or its name.")
    private String project = "";

    @Mixin
    private LoopOptions options = new LoopOptions();

    @Mixin
    private CommonOptions common = new CommonOptions();

    @Override
    public Integer call() throws InterruptedException {
        JsonNode read = Policies.of(project, options, common.context()).read();
        common.give(read, out -> PolicyText.print(read, out));
        return 0;
    }
}
