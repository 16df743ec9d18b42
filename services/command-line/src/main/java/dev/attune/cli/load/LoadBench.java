package dev.attune.cli.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import dev.attune.contracts.error.ErrorCategory;
import dev.attune.contracts.json.Json;
import dev.attune.platform.home.Installation;
import dev.attune.platform.room.PlatformSettings;

/**
 * Measures feedback-service under load.
 *
 * @param platform in a home of the bench's own
 * @param rows given a row as soon as it is there
 * @param progress told a line for each step
 */
public record LoadBench(
        LoadSettings settings, PlatformSettings platform, Consumer<Record> rows, Consumer<String> progress) {

    private static final String MARKER = "bench-home";
    /** Nobody rates more than this in a second, so that no load runs out of items. */
    private static final int MOST_PER_SECOND = 5000;

    private static final int RATINGS_PER_ITEM = 3;
    private static final long SEED = 1;

    /** Runs the rows; true when every goal was reached. */
    public boolean run() throws IOException, SQLException, InterruptedException {
        if (!settings.keep()) {
            platform.home().empty(MARKER);
        }
        boolean holds = true;
        try (LoadPlatform running = LoadPlatform.start(platform, 1, Map.of(), progress)) {
            LoadWorld world = LoadWorld.of(running);
            world.prepare();
            List<String> tokens = world.raters(settings.clients());
            for (LoadSettings.Kind kind : settings.rows()) {
                LoadRow row = switch (kind) {
                    case SUSTAINED -> sustained(running, world, tokens);
                    case STEADY -> steady(running, world, tokens);
                    case NEXT -> next(running, world, tokens);
                };
                rows.accept(row);
                holds &= !Boolean.FALSE.equals(row.holds());
            }
        }
        return holds;
    }

    private LoadRow sustained(LoadPlatform running, LoadWorld world, List<String> tokens)
            throws IOException, SQLException, InterruptedException {
        double time = settings.warmSeconds() + settings.seconds();
        String project = world.project("Sustained " + System.currentTimeMillis(), RATINGS_PER_ITEM, (int)
                (time * MOST_PER_SECOND / RATINGS_PER_ITEM));
        world.settle();
        Measured measured = run(running, plan(running, tokens, project, LoadPlan.Kind.RATE, 0));
        double perSecond =
                Math.min(measured.result().perSecond(), measured.result().onTopicPerSecond());
        return new LoadRow(
                "sustained",
                "at least 1,500 ratings a second acknowledged and on the topic",
                perSecond,
                "ratings/s",
                perSecond >= 1500,
                tokens.size(),
                measured.cpu(),
                measured.result());
    }

    private LoadRow steady(LoadPlatform running, LoadWorld world, List<String> tokens)
            throws IOException, SQLException, InterruptedException {
        double time = settings.warmSeconds() + settings.seconds();
        String project = world.project(
                "Steady " + System.currentTimeMillis(), RATINGS_PER_ITEM, (int) (time * settings.offered()));
        world.settle();
        Measured measured = run(running, plan(running, tokens, project, LoadPlan.Kind.RATE, settings.offered()));
        return new LoadRow(
                "steady",
                "at " + settings.offered()
                        + " ratings a second p99 below 60 ms, and readable on the topic below 250 ms",
                measured.result().rate().p99(),
                "ms",
                measured.result().rate().p99() < 60
                        && measured.result().readable().p99() < 250,
                tokens.size(),
                measured.cpu(),
                measured.result());
    }

    private LoadRow next(LoadPlatform running, LoadWorld world, List<String> tokens)
            throws IOException, SQLException, InterruptedException {
        String name = "Filled " + settings.items();
        String project = world.known(name);
        if (project.isEmpty()) {
            progress.accept("fills " + settings.items() + " items with three ratings each");
            project = world.filled(name, settings.items(), settings.clients());
        }
        Measured measured = run(running, plan(running, tokens, project, LoadPlan.Kind.NEXT, settings.offered()));
        return new LoadRow(
                "next",
                "next item of " + settings.items() + " with three ratings each, p99 below 30 ms",
                measured.result().next().p99(),
                "ms",
                measured.result().next().p99() < 30,
                tokens.size(),
                measured.cpu(),
                measured.result());
    }

    private LoadPlan plan(
            LoadPlatform running, List<String> tokens, String project, LoadPlan.Kind kind, double perSecond) {
        return new LoadPlan(
                running.services().stream().map(Object::toString).toList(),
                running.bootstrapServers(),
                running.busKeys().toString(),
                tokens,
                project,
                kind,
                settings.warmSeconds(),
                settings.seconds(),
                perSecond,
                settings.judgements(),
                SEED);
    }

    /** @param cpu milliseconds of each part for a rating */
    private record Measured(LoadResult result, Map<String, Double> cpu) {}

    private Measured run(LoadPlatform running, LoadPlan plan) throws IOException, InterruptedException {
        Path folder = running.home().run();
        Path asked = folder.resolve("load-plan.json");
        Path answered = folder.resolve("load-result.json");
        Json.MAPPER.writeValue(asked.toFile(), plan);
        Files.deleteIfExists(answered);
        Process process = new ProcessBuilder(
                        Installation.java(),
                        "-Xmx256m",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        LoadMain.class.getName(),
                        asked.toString(),
                        answered.toString())
                .inheritIO()
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroy, "end-load"));
        Map<String, Long> pids = running.pids();
        pids.put("load", process.pid());
        TimeUnit.MILLISECONDS.sleep((long) (1000 * plan.warmSeconds()));
        CpuTimes before = CpuTimes.of(pids);
        TimeUnit.MILLISECONDS.sleep((long) (1000 * plan.seconds()) - 200);
        CpuTimes after = CpuTimes.of(pids);
        int exit = process.waitFor();
        if (exit != 0) {
            throw ErrorCategory.INTERNAL.error("load-failed", "The load's process ended with exit code " + exit + ".");
        }
        LoadResult result = Json.MAPPER.readValue(answered.toFile(), LoadResult.class);
        return new Measured(
                result,
                after.millisEach(
                        before, Math.max(result.ratings(), result.next().count())));
    }
}
