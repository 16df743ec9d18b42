package dev.attune.cli.gate;

import java.io.PrintWriter;
import java.util.concurrent.Callable;

import com.fasterxml.jackson.databind.JsonNode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

import dev.attune.cli.loop.LoopOptions;
import dev.attune.cli.terminal.CommonOptions;

/** A command that does one thing with a project's gates and shows what came of it. */
abstract class GateCommand implements Callable<Integer> {

    @Parameters(index = "0", paramLabel = "PROJECT", description = "Its id, or its name.")
    private String project = "";

    @Mixin
    private LoopOptions options = new LoopOptions();

    @Mixin
    private CommonOptions common = new CommonOptions();

    abstract JsonNode done(Gates gates) throws InterruptedException;

    /** What is shown of it without {@code --json}. */
    void print(JsonNode done, PrintWriter out) {
        GateText.policy(done, out);
    }

    @Override
    public final Integer call() throws InterruptedException {
        JsonNode done = done(Gates.of(project, options, common.context()));
        common.give(done, out -> print(done, out));
        return 0;
    }
}
