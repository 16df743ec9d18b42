package dev.attune.cli.command;

import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import dev.attune.cli.terminal.CommonOptions;
import dev.attune.cli.terminal.SignInLine;
import dev.attune.platform.home.FirstAdministrator;
import dev.attune.platform.home.Home;
import dev.attune.platform.home.Logs;
import dev.attune.platform.machine.Platform;
import dev.attune.platform.room.PlatformSettings;
import dev.attune.platform.status.PlatformStatus;
import dev.attune.platform.status.Ports;

/** Starts the platform. */
@Command(
        name = "up",
        description = "Start Kafka, PostgreSQL, the services, the workers and the page on this machine.",
        footer = {"", "Example: ./attune up", "Example: ./attune up --model smollm2-135m-instruct --port-feedback 9000"
        })
public final class UpCommand implements Callable<Integer> {

    @Option(
            names = "--model",
            paramLabel = "NAME",
            description =
                    "The base model: a name (./attune model list) or a folder. Default: what was served last, else"
                            + " attune-tiny.")
    private @Nullable String model;

    @Option(names = "--foreground", description = "Stay in this terminal; Ctrl-C stops everything.")
    private boolean foreground;

    @Option(names = "--detached", hidden = true)
    private boolean detached;

    @Option(
            names = "--timeout",
            paramLabel = "SECONDS",
            defaultValue = "180",
            description = "How long all may take to become ready (${DEFAULT-VALUE}).")
    private int timeoutSeconds;

    @Mixin
    private PortOptions portOptions = new PortOptions();

    @Mixin
    private CommonOptions common = new CommonOptions();

    /**
     * The result.
     *
     * @param oneTimePasswordFile holds the password of the account admin until it is replaced; absent afterwards
     */
    record Result(String page, Ports ports, @Nullable String oneTimePasswordFile) {}

    @Override
    public Integer call() throws InterruptedException {
        PrintWriter err = common.err();
        Optional<PlatformStatus> running = common.context().runningStatus();
        if (running.isPresent() && !detached) {
            err.println("The platform runs already (supervisor " + running.get().supervisorPid() + ").");
            announce(running.get().ports(), common.context().home());
            return 0;
        }
        PlatformSettings settings = new PlatformSettings(
                common.context().home(),
                common.context().installation(),
                portOptions.resolve(common.context().environment()),
                model,
                Map.of(),
                Duration.ofSeconds(timeoutSeconds));
        settings.home().prepare();
        if (foreground || detached) {
            return stay(settings, err);
        }
        Instant began = Instant.now();
        BackgroundSupervisor.start(settings, common.program(), err);
        err.printf("ready in %.1f s%n", Duration.between(began, Instant.now()).toMillis() / 1000.0);
        announce(settings.ports(), settings.home());
        return 0;
    }

    private Integer stay(PlatformSettings settings, PrintWriter err) throws InterruptedException {
        Logs.toFile(settings.home().logs().resolve("supervisor.log"));
        try (Platform platform = Platform.start(settings, err::println)) {
            if (!detached) {
                announce(settings.ports(), settings.home());
            }
            platform.awaitEnd();
            return 0;
        }
    }

    private void announce(Ports ports, Home home) {
        Optional<String> password = FirstAdministrator.oneTimePassword(home);
        String file = password.isPresent() ? home.firstAdministrator().toString() : null;
        String page = SignInLine.page(ports);
        common.give(new Result(page, ports, file), out -> {
            out.println("The page is at " + page);
            password.ifPresent(secret -> SignInLine.of(page, secret).forEach(out::println));
            out.flush();
        });
    }
}
