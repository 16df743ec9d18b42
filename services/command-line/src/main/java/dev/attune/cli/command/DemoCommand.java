package dev.attune.cli.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import dev.attune.cli.demo.Demo;
import dev.attune.cli.demo.DemoReport;
import dev.attune.cli.demo.DemoResult;
import dev.attune.cli.demo.DemoSettings;
import dev.attune.cli.terminal.CommonOptions;
import dev.attune.platform.home.Home;
import dev.attune.platform.room.PlatformSettings;

/** Turns the whole ring once with simulated raters. */
@Command(
        name = "demo",
        description = {
            "Turn the whole ring once on attune-tiny: simulated raters, a reward model, PPO, a blind evaluation, a promotion.",
            "The raters are simulated: a hidden rule with noise rates through the same REST interface as the page."
        },
        footer = {"", "Example: ./attune demo --seed 2 --json demo.json"})
public final class DemoCommand implements Callable<Integer> {

    @Option(names = "--seed", defaultValue = "1", description = "Seed of everything that is drawn (${DEFAULT-VALUE}).")
    private long seed;

    @Option(
            names = "--ratings",
            defaultValue = "2400",
            description = "Decisive ratings after which the reward model is trained (${DEFAULT-VALUE}).")
    private int ratings;

    @Option(
            names = "--raters",
            defaultValue = "4",
            description = "Simulated raters that work at the same time (${DEFAULT-VALUE}).")
    private int raters;

    @Option(
            names = "--noise",
            defaultValue = "0.1",
            description = "Share of the ratings that say the opposite of the hidden rule (${DEFAULT-VALUE}).")
    private double noise;

    @Option(
            names = "--held-out",
            defaultValue = "200",
            description = "Prompts of the blind evaluation (${DEFAULT-VALUE}).")
    private int heldOut;

    @Option(
            names = "--home",
            paramLabel = "DIR",
            description = "The demo's own folder, emptied first (ATTUNE_HOME/demo).")
    private @Nullable Path home;

    @Option(names = "--plot", paramLabel = "FILE", description = "Where the plot goes (HOME/demo.png).")
    private @Nullable Path plot;

    @Option(
            names = "--progress",
            paramLabel = "SECONDS",
            defaultValue = "10",
            description = "Pause between lines that only count up (${DEFAULT-VALUE}).")
    private int progressSeconds;

    @Mixin
    private PortOptions portOptions = new PortOptions();

    @Mixin
    private CommonOptions common = new CommonOptions();

    @Override
    public Integer call() throws IOException, InterruptedException {
        PrintWriter err = common.err();
        Home demoHome =
                new Home(home == null ? common.context().home().directory().resolve("demo") : home);
        DemoSettings settings =
                new DemoSettings(seed, ratings, raters, noise, heldOut, DemoSettings.ppo(seed, heldOut));
        PlatformSettings platform = new PlatformSettings(
                demoHome,
                common.context().installation(),
                portOptions.resolve(common.context().environment()),
                "attune-tiny",
                java.util.Map.of(),
                PlatformSettings.START_TIME);
        DemoResult result =
                new Demo(settings, platform, new ProgressLine(err, Duration.ofSeconds(progressSeconds))).run();
        DemoReport report = new DemoReport(result);
        Path image = plot == null ? demoHome.directory().resolve("demo.png") : plot;
        report.plot(image);
        common.give(result, out -> {
            report.print(out);
            out.println("plot: " + image);
            out.flush();
        });
        return 0;
    }
}
