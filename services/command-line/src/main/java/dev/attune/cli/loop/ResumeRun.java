package dev.attune.cli.loop;

import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code runs resume}. */
@Command(
        name = "resume",
        description = "Let a run that waits go on.",
        footer = {"", "Example: ./attune runs resume ppo-1f2e3d4c5b6a --user admin --password-file ~/attune-password"})
final class ResumeRun implements Callable<Integer> {

    @Option(names = "--reason", description = "Why; it stays with the run.")
    private String reason = "";

    @Mixin
    private Control control = new Control();

    @Override
    public Integer call() throws InterruptedException {
        return control.ask("resumption", reason, "go on");
    }
}
