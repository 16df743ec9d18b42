package dev.attune.cli.task;

import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import dev.attune.cli.terminal.AccountOptions;
import dev.attune.cli.terminal.CommonOptions;

/** A reviewer turns a proposal down. */
@Command(
        name = "reject",
        description = "Turn a proposal down.",
        footer = {
            "",
            "Example: ./attune tasks reject proposal-0123456789abcdef --reason \"read it\" --user ana --password-file ~/ana"
        })
final class RejectCommand implements Callable<Integer> {

    @Parameters(paramLabel = "ID", description = "The proposal's.")
    private String id = "";

    @Option(names = "--reason", paramLabel = "TEXT", required = true, description = "Why; it is kept.")
    private String reason = "";

    @Mixin
    private AccountOptions account = new AccountOptions();

    @Mixin
    private CommonOptions common = new CommonOptions();

    @Override
    public Integer call() throws InterruptedException {
        Decision.make(id, "rejection", reason, TaskServices.of(account, common), common);
        return 0;
    }
}
