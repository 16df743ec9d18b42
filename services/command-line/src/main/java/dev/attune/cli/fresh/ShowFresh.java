package dev.attune.cli.fresh;

import java.util.concurrent.Callable;

import com.fasterxml.jackson.databind.JsonNode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

import dev.attune.cli.loop.LoopOptions;
import dev.attune.cli.terminal.CommonOptions;

/** {@code fresh show}: what is set, what was asked for, and what became of logged questions. */
@Command(
        name = "show",
        description = "When new pairs are asked for, what was asked for of late, and what became of logged questions.",
        footer = {"", "Example: ./attune fresh show quickstart --user admin --password-file ~/attune-password"})
final class ShowFresh implements Callable<Integer> {

    @Parameters(paramLabel = "PROJECT", description = "Its id, or its name.")
    private String project = "";

    @Mixin
    private LoopOptions options = new LoopOptions();

    @Mixin
    private CommonOptions common = new CommonOptions();

    @Override
    public Integer call() throws InterruptedException {
        JsonNode read = Fresh.of(project, options, common.context()).read();
        common.give(read, out -> FreshText.print(read, out));
        return 0;
    }
}
