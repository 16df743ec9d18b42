package dev.attune.cli.command;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

import dev.attune.cli.terminal.CommonOptions;
import dev.attune.platform.home.Home;
import dev.attune.platform.process.PidFiles;
import dev.attune.platform.process.ProcessIdentity;

/** Stops the platform. */
@Command(
        name = "down",
        description = "Stop everything that ./attune up started; all data stays.",
        footer = {"", "Example: ./attune down"})
public final class DownCommand implements Callable<Integer> {

    private static final Duration ORDERLY = Duration.ofSeconds(90);
    private static final Duration GRACE = Duration.ofSeconds(20);

    @Mixin
    private CommonOptions common = new CommonOptions();

    @Override
    public Integer call() throws InterruptedException, ExecutionException {
        boolean ran = stop(common.context().home(), common.err());
        common.give(
                Map.of("stopped", ran),
                out -> out.println(ran ? "The platform is stopped." : "No platform was running."));
        return 0;
    }

    /** Stops what runs in the home, if anything does, and says whether it did. */
    static boolean stop(Home home, PrintWriter err) throws InterruptedException, ExecutionException {
        PidFiles pids = new PidFiles(home.run());
        Optional<ProcessHandle> supervisor = pids.read("supervisor").flatMap(ProcessIdentity::find);
        if (supervisor.isPresent()) {
            err.println("stopping");
            err.flush();
            end(supervisor.get(), err);
        }
        List<String> stale = pids.stopStale(GRACE);
        return supervisor.isPresent() || !stale.isEmpty();
    }

    private static void end(ProcessHandle supervisor, PrintWriter err) throws InterruptedException, ExecutionException {
        supervisor.destroy();
        try {
            supervisor.onExit().get(ORDERLY.toSeconds(), TimeUnit.SECONDS);
        } catch (TimeoutException hangs) {
            err.println("the supervisor did not end within " + ORDERLY.toSeconds() + " s and is killed");
            supervisor.destroyForcibly();
            supervisor.onExit().get();
        }
    }
}
