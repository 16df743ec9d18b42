package dev.attune.cli.loop;

import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code runs cancel}. */
@Command(
        name = "cancel",
        description = "End a run for good, without a checkpoint.",
        footer = {
            "",
            "Example: ./attune runs cancel ppo-1f2e3d4c5b6a --reason enough --user admin --password-file ~/attune-password"
        })
final class CancelRun implements Callable<Integer> {

    @Option(names = "--reason", required = true, description = "Why; it stays with the run.")
    private String reason = "";

    @Mixin
    private Control control = new Control();

    @Override
    public Integer call() throws InterruptedException {
        return control.ask("cancellation", reason, "end");
    }
}
