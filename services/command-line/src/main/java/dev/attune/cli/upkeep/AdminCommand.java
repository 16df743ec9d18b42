package dev.attune.cli.upkeep;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import dev.attune.cli.erase.EraseCommand;
import dev.attune.cli.erase.ErasureCommand;
import dev.attune.cli.terminal.CommonOptions;
import dev.attune.cli.terminal.SignInLine;
import dev.attune.contracts.error.ErrorCategory;
import dev.attune.platform.home.FirstAdministrator;
import dev.attune.platform.home.Home;
import dev.attune.platform.status.PlatformStatus;

/** What administrators do. */
@Command(
        name = "admin",
        description = "What administrators do: reset the first one's password, erase people.",
        subcommands = {AdminCommand.Reset.class, EraseCommand.class, ErasureCommand.class},
        synopsisSubcommandLabel = "(reset | erase | erasure)",
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
         * @param page where the platform's page is; absent when none runs
         * @param oneTimePasswordFile only this user reads it; it goes when the password was replaced
         */
        record Result(
                String account, boolean done, @Nullable String page, String oneTimePasswordFile) {}

        @Override
        public Integer call() throws InterruptedException {
            Home home = common.context().home();
            home.prepare();
            FirstAdministrator.requestReset(home);
            Optional<String> page =
                    common.context().runningStatus().map(PlatformStatus::ports).map(SignInLine::page);
            if (page.isPresent() && !FirstAdministrator.awaitReset(home, PATIENCE)) {
                throw ErrorCategory.RESOURCES.error(
                        "not-reset",
                        "feedback-service has not made the password within " + PATIENCE.toSeconds()
                                + " s; ./attune logs feedback-service says why. It will when it can.");
            }
            Path file = home.firstAdministrator();
            common.give(
                    new Result(FirstAdministrator.NAME, page.isPresent(), page.orElse(null), file.toString()),
                    out -> page.map(address -> lines(address, home))
                            .orElseGet(() -> List.of("The next ./attune up makes the password and shows it."))
                            .forEach(out::println));
            return 0;
        }

        /** Whoever reads the file first may replace the password first; then there is nothing left to show. */
        private static List<String> lines(String page, Home home) {
            return FirstAdministrator.oneTimePassword(home)
                    .map(password -> SignInLine.of(page, password))
                    .orElseGet(() -> List.of("The password was replaced already at " + page + "."));
        }
    }
}
