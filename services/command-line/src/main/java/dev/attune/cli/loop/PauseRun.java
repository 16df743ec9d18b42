package dev.attune.cli.loop;

import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code runs pause}. */
@Command(
        name = "pause",
        description = "Let a run wait, with its state kept.",
        footer = {"", "Example: ./attune runs pause ppo-1f2e3d4c5b6a --user admin --password-file ~/attune-password"})
final class PauseRun implements Callable<Integer> {

    @Option(names = "--reason", description = "Why; it stays with the run.")
    private String reason = "";

    @Mixin
    private Control control = new Control();

    @Override
    public Integer call() throws InterruptedException {
        return control.ask("pause", reason, "wait");
    }
}
