package dev.attune.cli.upkeep;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import dev.attune.cli.terminal.CommonOptions;
import dev.attune.cli.terminal.SignInLine;
import dev.attune.contracts.error.ErrorCategory;
import dev.attune.platform.home.FirstAdministrator;
import dev.attune.platform.home.Home;

/** The first administrator. */
@Command(
        name = "admin",
        description = "The first administrator: reset the password.",
        subcommands = AdminCommand.Reset.class,
        synopsisSubcommandLabel = "reset",
        footer = {"", "Example: ./attune admin reset"})
public final class AdminCommand {

    @SuppressWarnings("UnusedVariable") // picocli asks for the field, nobody reads it
    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help.")
    private boolean help;

    /** Replaces the password. */
    @Command(
            name = "reset",
            description = "Give the account " + FirstAdministrator.NAME
                    + " a new one-time password, also while the platform runs: its sessions end, and it is open and an"
                    + " administrator's again.",
            footer = {"", "Example: ./attune admin reset"})
    static final class Reset implements Callable<Integer> {

        private static final Duration PATIENCE = Duration.ofSeconds(30);

        @Mixin
        private CommonOptions common = new CommonOptions();

        /**
         * The result.
         *
         * @param done false when no platform runs: the next start makes the password
         * @param oneTimePasswordFile only this user reads it; it goes when the password was replaced
         */
        record Result(String account, boolean done, String oneTimePasswordFile) {}

        @Override
        public Integer call() throws InterruptedException {
            Home home = common.context().home();
            home.prepare();
            FirstAdministrator.requestReset(home);
            boolean runs = common.context().runningStatus().isPresent();
            if (runs && !FirstAdministrator.awaitReset(home, PATIENCE)) {
                throw ErrorCategory.RESOURCES.error(
                        "not-reset",
                        "feedback-service has not made the password within " + PATIENCE.toSeconds()
                                + " s; ./attune logs feedback-service says why. It will when it can.");
            }
            Path file = home.firstAdministrator();
            common.give(
                    new Result(FirstAdministrator.NAME, runs, file.toString()),
                    out -> out.println(
                            runs
                                    ? SignInLine.of(FirstAdministrator.oneTimePassword(home)
                                            .orElse("in " + file))
                                    : "The next ./attune up makes the password and shows it."));
            return 0;
        }
    }
}
