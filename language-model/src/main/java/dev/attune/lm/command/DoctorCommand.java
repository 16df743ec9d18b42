package dev.attune.lm.command;

import java.io.IOException;
import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

import dev.attune.lm.bench.BenchReport;

/** Says what this machine's processor can do for a model. */
@Command(
        name = "doctor",
        description = "Which kernels this machine has, and how fast its matrix products are, as JSON.",
        mixinStandardHelpOptions = true,
        footer = {"", "Example: doctor"})
final class DoctorCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @SuppressWarnings("NullAway.Init") // picocli sets the spec
    DoctorCommand() {}

    @Override
    public Integer call() throws IOException {
        spec.commandLine().getOut().println(JsonOutput.pretty(BenchReport.machine()));
        return 0;
    }
}
