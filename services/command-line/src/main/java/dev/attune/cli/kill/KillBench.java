package dev.attune.cli.kill;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;

import dev.attune.contracts.error.AttuneException;
import dev.attune.contracts.error.ErrorCategory;
import dev.attune.platform.home.FirstAdministrator;
import dev.attune.platform.home.Home;
import dev.attune.platform.process.PidFiles;
import dev.attune.platform.room.BusKeys;
import dev.attune.platform.room.PlatformSettings;

/**
 * Lets simulated raters work while the platform's processes are killed one after the other, then compares what the raters
 * have on their disk with what the service counts and what the bus tells.
 *
 * @param platform in a home of the bench's own
 * @param starter starts the platform as {@code ./attune up} does, and returns when it is ready
 * @param rows given a row for each kill, at once
 * @param progress told a line for each kill
 */
public record KillBench(
        KillSettings settings,
        PlatformSettings platform,
        Starter starter,
        Consumer<KillRow> rows,
        Consumer<String> progress) {

    private static final String MARKER = "bench-home";
    private static final Duration LONGEST_OUTAGE = Duration.ofMinutes(5);
    private static final Duration LONGEST_END = Duration.ofSeconds(30);
    private static final Duration DRAIN = Duration.ofMinutes(2);
    /** Under load between a recovery and the next kill: at least this, and up to as much again. */
    private static final int LOAD_MILLIS = 3_000;

    /** Starts the platform. */
    @FunctionalInterface
    public interface Starter {
        void start(PlatformSettings settings) throws InterruptedException;
    }

    /**
     * Runs the bench, and leaves the platform running.
     *
     * @throws AttuneException {@code not-recovered} when no rating was acknowledged for five minutes
     */
    public KillResult run() throws IOException, InterruptedException {
        Home home = platform.home();
        home.empty(MARKER);
        home.prepare();
        PlatformSettings quiet = platform.withEnvironment(Map.of("ATTUNE_REWARD_CONFIG", noTraining(home)));
        starter.start(quiet);
        String password = FirstAdministrator.oneTimePassword(home).orElseThrow();
        try (Crew crew = Crew.gather(feedback(), password, settings.raters());
                Journal journal = Journal.create(home.directory().resolve("acknowledged.jsonl"))) {
            crew.work(journal, settings.think());
            List<KillRow> killed = killAll(crew, journal, quiet);
            crew.stop();
            return count(crew, journal, killed);
        }
    }

    /** Training would take the cores that the raters' answers are made on. */
    private static String noTraining(Home home) throws IOException {
        return Files.writeString(home.directory().resolve("reward.json"), "{\"minimumPreferences\": 1000000}\n")
                .toString();
    }

    private List<KillRow> killAll(Crew crew, Journal journal, PlatformSettings quiet) throws InterruptedException {
        Random random = new Random(settings.seed());
        long began = System.nanoTime();
        awaitRating(journal, began);
        List<KillRow> killed = new ArrayList<>();
        for (int turn = 0; turn < settings.kills(); turn++) {
            TimeUnit.MILLISECONDS.sleep(LOAD_MILLIS + random.nextInt(LOAD_MILLIS));
            crew.check();
            KillRow row = kill(turn, began, journal, quiet);
            killed.add(row);
            rows.accept(row);
            progress.accept(String.format(
                    "kill %d of %d: %s, %d ratings acknowledged before, the next after %.1f s",
                    row.kill(), settings.kills(), row.target(), row.acknowledgedBefore(), row.recoverySeconds()));
        }
        awaitRating(journal, System.nanoTime());
        return killed;
    }

    private KillRow kill(int turn, long began, Journal journal, PlatformSettings quiet) throws InterruptedException {
        KillTarget target = KillTarget.ofTurn(turn);
        List<ProcessHandle> victims = target.find(new PidFiles(platform.home().run()));
        if (victims.isEmpty()) {
            throw ErrorCategory.INTERNAL.error("not-running", "There is no " + target + " to kill.");
        }
        List<ProcessHandle> dying = victims.stream()
                .flatMap(victim -> Stream.concat(Stream.of(victim), victim.descendants()))
                .toList();
        int before = journal.ratings();
        long killedAt = System.nanoTime();
        victims.forEach(ProcessHandle::destroyForcibly);
        awaitEnd(victims);
        // At once, and beside the wait: people can rate before the last worker is ready.
        FutureTask<Double> ready = new FutureTask<>(() -> startAgain(quiet, killedAt));
        if (target.endsThePlatform()) {
            Thread.ofVirtual().start(ready);
        }
        awaitEnd(dying);
        long gone = System.nanoTime();
        long recovered = awaitRating(journal, gone);
        return new KillRow(
                turn + 1,
                target,
                victims.stream().map(ProcessHandle::pid).toList(),
                seconds(began, killedAt),
                before,
                seconds(killedAt, gone),
                seconds(killedAt, recovered),
                target.endsThePlatform() ? join(ready) : null);
    }

    /** A process that ended and that nobody has asked for its exit code yet is gone: it has no command line any more. */
    private static void awaitEnd(List<ProcessHandle> dying) throws InterruptedException {
        long deadline = System.nanoTime() + LONGEST_END.toNanos();
        while (System.nanoTime() < deadline
                && dying.stream()
                        .anyMatch(each ->
                                each.isAlive() && each.info().commandLine().isPresent())) {
            TimeUnit.MILLISECONDS.sleep(10);
        }
    }

    private double startAgain(PlatformSettings quiet, long killedAt) throws InterruptedException {
        try {
            starter.start(quiet);
            return seconds(killedAt, System.nanoTime());
        } catch (AttuneException e) {
            progress.accept("the platform does not start again: " + e.getMessage());
            throw e;
        }
    }

    private static double join(FutureTask<Double> start) throws InterruptedException {
        try {
            return start.get();
        } catch (ExecutionException e) {
            throw ErrorCategory.INTERNAL.error(
                    "not-recovered", "The platform was not started again: " + e.getMessage(), e);
        }
    }

    private static long awaitRating(Journal journal, long moment) throws InterruptedException {
        return journal.awaitOneBegunAfter(moment, LONGEST_OUTAGE)
                .orElseThrow(() -> ErrorCategory.INTERNAL.error(
                        "not-recovered", "No rating was acknowledged for " + LONGEST_OUTAGE.toMinutes() + " minutes."));
    }

    private KillResult count(Crew crew, Journal journal, List<KillRow> killed)
            throws IOException, InterruptedException {
        List<Acknowledged> acknowledged = journal.read();
        Set<String> ids = new HashSet<>();
        long forgotten = 0;
        for (Acknowledged rating : acknowledged) {
            if (!ids.add(rating.ratingId()) || !crew.remembers(rating)) {
                forgotten++;
            }
        }
        long counted = crew.progress().path("ratings").asLong();
        String servers = "127.0.0.1:" + platform.ports().kafka();
        BusKeys.beOperator(platform.home(), servers);
        BusCount bus = BusCount.of(servers, crew.projectId(), ids.size(), DRAIN);
        Set<String> onBus = bus.ratings();
        return new KillResult(
                killed.size(),
                settings.raters(),
                acknowledged.size(),
                counted,
                Math.max(forgotten, acknowledged.size() - counted),
                Math.max(0, counted - ids.size()) + bus.toldTwice(),
                bus.events(),
                (int) ids.stream().filter(id -> !onBus.contains(id)).count(),
                (int) onBus.stream().filter(id -> !ids.contains(id)).count(),
                bus.repeated(),
                journal.refusals(),
                killed.stream().mapToDouble(KillRow::recoverySeconds).average().orElse(0),
                killed.stream().mapToDouble(KillRow::recoverySeconds).max().orElse(0));
    }

    private URI feedback() {
        return URI.create("http://127.0.0.1:" + platform.ports().feedback());
    }

    private static double seconds(long from, long to) {
        return Math.round((to - from) / 1e7) / 100.0;
    }
}
