package dev.attune.cli.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

import dev.attune.cli.start.StartCachesInBackground;
import dev.attune.cli.terminal.CommonOptions;
import dev.attune.contracts.artifact.Directories;
import dev.attune.contracts.error.AttuneException;
import dev.attune.platform.aot.CacheMaker;
import dev.attune.platform.aot.StartCaches;
import dev.attune.platform.home.Home;
import dev.attune.platform.home.Installation;
import dev.attune.platform.process.PidFiles;
import dev.attune.platform.process.ProcessIdentity;
import dev.attune.platform.room.PlatformSettings;
import dev.attune.platform.status.Ports;

/**
 * What {@link StartCachesInBackground} starts: a platform in a home of its own whose programs record what they load; it is
 * stopped, and their caches are made of that.
 */
@Command(
        name = StartCachesInBackground.COMMAND,
        hidden = true,
        description = "Make what the platform's programs start quicker with; ./attune down does it by itself.",
        footer = {"", "Example: ./attune " + StartCachesInBackground.COMMAND})
public final class StartCachesCommand implements Callable<Integer> {

    private static final String NAME = "start-caches";

    /** At the lowest priority everything else comes first. */
    private static final Duration START_TIME = Duration.ofMinutes(20);

    private static final Duration STOP_TIME = Duration.ofMinutes(20);

    /** In which the programs do what they do at rest. */
    private static final Duration REST = Duration.ofSeconds(3);

    @Mixin
    private CommonOptions common = new CommonOptions();

    @Override
    public Integer call() throws IOException, InterruptedException {
        Installation installation = common.context().installation();
        StartCaches caches = installation.startCaches();
        PidFiles maker = caches.maker();
        Files.createDirectories(maker.directory());
        maker.write(ProcessIdentity.of(NAME, ProcessHandle.current(), StartCachesInBackground.mark(installation)));
        String build = caches.build();
        try {
            record(installation, caches.trialHome());
            int made = new CacheMaker(caches).makeAll();
            common.give(Map.of("made", made), out -> out.println("Caches made: " + made));
        } finally {
            // What failed for this build fails again.
            caches.keep(build);
            Directories.delete(caches.trialHome());
            maker.remove(NAME);
        }
        return 0;
    }

    private void record(Installation installation, Path folder) throws IOException, InterruptedException {
        PrintWriter progress = common.err();
        Directories.delete(folder);
        Home home = new Home(folder);
        home.prepare();
        PlatformSettings settings = new PlatformSettings(home, installation, Ports.free(), null, Map.of(), START_TIME);
        try {
            BackgroundSupervisor.start(settings, common.program(), progress);
            TimeUnit.MILLISECONDS.sleep(REST.toMillis());
        } catch (AttuneException e) {
            progress.println(e.getMessage());
        }
        new PidFiles(home.run())
                .read("supervisor")
                .flatMap(ProcessIdentity::find)
                .ifPresent(supervisor -> {
                    supervisor.destroy();
                    PidFiles.awaitExit(List.of(supervisor), STOP_TIME);
                });
    }
}
