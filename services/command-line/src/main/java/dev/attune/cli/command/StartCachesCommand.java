package dev.attune.cli.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

import dev.attune.cli.terminal.CommonOptions;
import dev.attune.platform.aot.CacheMaker;
import dev.attune.platform.aot.StartCaches;
import dev.attune.platform.home.Home;
import dev.attune.platform.home.Installation;
import dev.attune.platform.process.PidFiles;
import dev.attune.platform.process.ProcessIdentity;
import dev.attune.platform.room.PlatformSettings;
import dev.attune.platform.status.Ports;

/**
 * Starts a platform in a home and on ports of its own, whose programs record what they load; stops it, and makes their caches of
 * that.
 */
@Command(
        name = "start-caches",
        description = "Make the platform's programs start quicker; once for each build, a minute or two.",
        footer = {"", "Example: ./attune start-caches"})
public final class StartCachesCommand implements Callable<Integer> {

    private static final Duration START_TIME = Duration.ofMinutes(5);
    private static final Duration STOP_TIME = Duration.ofMinutes(5);

    /** In which the programs do what they do at rest. */
    private static final Duration REST = Duration.ofSeconds(3);

    @Mixin
    private CommonOptions common = new CommonOptions();

    /** The result. */
    record Result(List<String> made) {}

    @Override
    public Integer call() throws IOException, InterruptedException {
        Installation installation = common.context().installation();
        StartCaches caches = installation.startCaches();
        if (caches.areCurrent()) {
            give(List.of(), "The start caches of this build are there already, in " + caches.folder() + ".");
            return 0;
        }
        try (CacheMaker maker = CacheMaker.begin(caches, System.getProperty("java.class.path"))) {
            Runtime.getRuntime().addShutdownHook(new Thread(maker::close, "end-start-caches"));
            say("starting a platform that records what its programs load");
            record(installation, new Home(maker.home()));
            say("making the caches");
            List<String> made = maker.makeAll(this::say);
            give(made, "The next ./attune up uses the " + made.size() + " start caches in " + caches.folder() + ".");
            return made.isEmpty() ? 1 : 0;
        }
    }

    private void record(Installation installation, Home home) throws InterruptedException {
        home.prepare();
        PlatformSettings settings = new PlatformSettings(home, installation, Ports.free(), null, Map.of(), START_TIME);
        BackgroundSupervisor.startRecording(settings, common.program(), common.err());
        TimeUnit.MILLISECONDS.sleep(REST.toMillis());
        say("stopping it");
        new PidFiles(home.run())
                .read("supervisor")
                .flatMap(ProcessIdentity::find)
                .ifPresent(supervisor -> {
                    supervisor.destroy();
                    PidFiles.awaitExit(List.of(supervisor), STOP_TIME);
                });
    }

    private void say(String line) {
        PrintWriter err = common.err();
        err.println(line);
        err.flush();
    }

    private void give(List<String> made, String sentence) {
        common.give(new Result(made), out -> out.println(sentence));
    }
}
