package dev.attune.cli.task;

import java.util.concurrent.Callable;

import com.fasterxml.jackson.databind.JsonNode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import dev.attune.cli.terminal.AccountOptions;
import dev.attune.cli.terminal.CommonOptions;
import dev.attune.contracts.error.ErrorCategory;

/** Makes a task serve what it served before. */
@Command(
        name = "rollback",
        description = "Make a task serve the version that it served before; once more takes that back.",
        footer = {"", "Example: ./attune tasks rollback reviews --user eva --password-file ~/eva-password"})
final class RollbackCommand implements Callable<Integer> {

    @Parameters(paramLabel = "NAME", description = "The task.")
    private String name = "";

    @Option(names = "--reason", paramLabel = "TEXT", description = "Why; it is kept.")
    private String reason = "rolled back";

    @Mixin
    private AccountOptions account = new AccountOptions();

    @Mixin
    private CommonOptions common = new CommonOptions();

    /** The result. */
    public record Result(String name, int from, int to, String checkpointId) {}

    @Override
    public Integer call() throws InterruptedException {
        TaskServices services = TaskServices.of(account, common);
        JsonNode promotion = services.served(name)
                .filter(served -> served.hasNonNull("previousCheckpointId"))
                .orElseThrow(() -> ErrorCategory.CALLER.error(
                        "nothing-before", "The task " + name + " has served no other version before."));
        String previous = promotion.path("previousCheckpointId").asText();
        Result result = new Result(
                name,
                services.number(name, promotion.path("checkpointId").asText()),
                services.number(name, previous),
                previous);
        services.promote(name, previous, reason);
        common.give(
                result,
                out -> out.printf(
                        "The task %s serves version %d again, in place of %d.%n", name, result.to(), result.from()));
        return 0;
    }
}
