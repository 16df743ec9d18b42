package dev.attune.cli.loop;

import java.util.concurrent.Callable;

import com.fasterxml.jackson.databind.JsonNode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

import dev.attune.cli.terminal.CommonOptions;

/** A command that does one thing with a project's retraining policy and shows what holds then. */
abstract class PolicyCommand implements Callable<Integer> {

    @Parameters(paramLabel = "PROJECT", description = "Its id, or its name.")
    private String project = "";

    @Mixin
    private LoopOptions options = new LoopOptions();

    @Mixin
    private CommonOptions common = new CommonOptions();

    /** The policy as it is afterwards. */
    abstract JsonNode done(Policies policies) throws InterruptedException;

    @Override
    public final Integer call() throws InterruptedException {
        JsonNode read = done(Policies.of(project, options, common.context()));
        common.give(read, out -> PolicyText.print(read, out));
        return 0;
    }
}
