package dev.attune.cli.load;

import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import dev.attune.contracts.json.Json;
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
    private static final int INSTANCES = 2;
    private static final double LONGEST_EXACT_SECONDS = 600;

    /** Runs the rows; true when every goal was reached. */
    public boolean run() throws IOException, SQLException, InterruptedException {
        if (!settings.keep()) {
            platform.home().empty(MARKER);
        }
        boolean holds = true;
        double perSecond = 0;
        for (LoadSettings.Kind kind : settings.rows()) {
            if (kind == LoadSettings.Kind.PEER) {
                PeerRow row = PeerRun.measure(platform, settings, perSecond);
                rows.accept(row);
                holds &= row.holds();
            } else if (kind == LoadSettings.Kind.EXACT) {
                ExactRow row = exact();
                rows.accept(row);
                holds &= row.holds();
            } else {
                LoadRow row = measured(kind);
                rows.accept(row);
                holds &= !Boolean.FALSE.equals(row.holds());
                perSecond = kind == LoadSettings.Kind.SUSTAINED ? row.value() : perSecond;
            }
        }
        return holds;
    }

    /** Each row has a platform of its own start, on the same data. */
    private LoadRow measured(LoadSettings.Kind kind) throws IOException, SQLException, InterruptedException {
        try (LoadPlatform running = LoadPlatform.start(platform, 1, Map.of(), progress)) {
            LoadWorld world = LoadWorld.of(running);
            world.prepare();
            List<String> tokens = world.raters(settings.clients());
            return switch (kind) {
                case SUSTAINED -> sustained(running, world, tokens);
                case STEADY -> steady(running, world, tokens);
                case NEXT -> next(running, world, tokens);
                case EXACT, PEER -> throw new IllegalArgumentException(kind + " is measured otherwise");
            };
        }
    }

    private ExactRow exact() throws IOException, SQLException, InterruptedException {
        try (LoadPlatform running =
                LoadPlatform.start(platform, INSTANCES, Map.of("ATTUNE_FEEDBACK_LEASE_DURATION", "PT3S"), progress)) {
            LoadWorld world = LoadWorld.of(running);
            world.prepare();
            List<String> tokens = world.raters(settings.clients());
            int items = Math.ceilDiv(settings.judgements(), RATINGS_PER_ITEM);
            int judgements = items * RATINGS_PER_ITEM;
            String project = world.project("Exact " + System.currentTimeMillis(), RATINGS_PER_ITEM, items);
            long began = System.nanoTime();
            LoadPlan plan = new LoadPlan(
                    running.services().stream().map(Object::toString).toList(),
                    running.bootstrapServers(),
                    running.busKeys().toString(),
                    tokens,
                    project,
                    LoadPlan.Kind.EXACT,
                    0,
                    LONGEST_EXACT_SECONDS,
                    0,
                    judgements,
                    SEED);
            LoadResult measured = LoadProcess.run(running, plan).result();
            double seconds = (System.nanoTime() - began) / 1e9;
            ExactJournal.Acknowledged told = Json.MAPPER.readValue(
                    running.home().run().resolve("load-journal.json").toFile(), ExactJournal.Acknowledged.class);
            awaitOutbox(running);
            try (Connection database = running.database()) {
                return row(
                        ExactCheck.of(database, running.bootstrapServers(), project),
                        told,
                        measured,
                        judgements,
                        seconds);
            }
        }
    }

    private ExactRow row(
            ExactCheck check, ExactJournal.Acknowledged told, LoadResult measured, int judgements, double seconds) {
        long wrong = check.over() + check.under() + check.lost(told) + check.twice(told);
        return new ExactRow(
                "exact",
                "0 items over or under, 0 lost, 0 counted twice",
                wrong == 0 && measured.failure().isEmpty(),
                settings.clients(),
                INSTANCES,
                judgements,
                told.rated().size(),
                told.takenBack().size(),
                check.over(),
                check.under(),
                check.lost(told),
                check.twice(told),
                seconds,
                measured.refused(),
                measured.failure());
    }

    /** Until everything that was accepted is on the bus. */
    private static void awaitOutbox(LoadPlatform running) throws SQLException, InterruptedException {
        for (int attempt = 0; attempt < 600; attempt++) {
            try (Connection database = running.database();
                    Statement statement = database.createStatement();
                    ResultSet waiting = statement.executeQuery(
                            "SELECT count(*) FROM feedback.outbox WHERE sent_at IS NULL AND set_apart IS NULL")) {
                waiting.next();
                if (waiting.getLong(1) == 0) {
                    return;
                }
            }
            TimeUnit.MILLISECONDS.sleep(100);
        }
    }

    private LoadRow sustained(LoadPlatform running, LoadWorld world, List<String> tokens)
            throws IOException, SQLException, InterruptedException {
        double time = settings.warmSeconds() + settings.seconds();
        String project = world.project("Sustained " + System.currentTimeMillis(), RATINGS_PER_ITEM, (int)
                (time * MOST_PER_SECOND / RATINGS_PER_ITEM));
        world.settle();
        LoadProcess.Measured measured = LoadProcess.run(running, plan(running, tokens, project, LoadPlan.Kind.RATE, 0));
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
        LoadProcess.Measured measured =
                LoadProcess.run(running, plan(running, tokens, project, LoadPlan.Kind.RATE, settings.offered()));
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
        LoadProcess.Measured measured =
                LoadProcess.run(running, plan(running, tokens, project, LoadPlan.Kind.NEXT, settings.offered()));
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
}
