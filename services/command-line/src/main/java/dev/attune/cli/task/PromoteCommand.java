package dev.attune.cli.task;

import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import dev.attune.cli.terminal.AccountOptions;
import dev.attune.cli.terminal.CommonOptions;

/** Makes a version served. */
@Command(
        name = "promote",
        description = "Make a version of a task the one that is served.",
        footer = {"", "Example: ./attune tasks promote reviews 2 --user eva --password-file ~/eva-password"})
final class PromoteCommand implements Callable<Integer> {

    @Parameters(index = "0", paramLabel = "NAME", description = "The task.")
    private String name = "";

    @Parameters(index = "1", paramLabel = "VERSION", description = "1, 2, 3 and so on.")
    private int number;

    @Option(names = "--reason", paramLabel = "TEXT", description = "Why; it is kept.")
    private String reason = "promoted by hand";

    @Mixin
    private AccountOptions account = new AccountOptions();

    @Mixin
    private CommonOptions common = new CommonOptions();

    /** The result; {@code changed} is false when it was served already. */
    public record Result(String name, int version, String checkpointId, boolean changed) {}

    @Override
    public Integer call() throws InterruptedException {
        TaskServices services = TaskServices.of(account, common);
        String checkpointId =
                services.version(name, number).path("checkpointId").asText();
        Result result = new Result(name, number, checkpointId, services.promote(name, checkpointId, reason));
        common.give(
                result,
                out -> out.printf(
                        result.changed()
                                ? "The task %s serves version %d.%n"
                                : "The task %s serves version %d already.%n",
                        name,
                        number));
        return 0;
    }
}
