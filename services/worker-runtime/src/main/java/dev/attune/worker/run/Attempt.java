package dev.attune.worker.run;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import java.util.function.Predicate;

import dev.attune.contracts.event.Event;
import dev.attune.contracts.event.RunEvent.AnswersSampled;
import dev.attune.contracts.event.RunEvent.RunProgressed;
import dev.attune.contracts.event.RunEvent.RunStarted;
import dev.attune.contracts.event.RunEvent.Sample;
import dev.attune.worker.folder.SampledAnswer;

/** A run that is being made: it tells its steps, and hears between them whether it is to stop. */
public final class Attempt {

    /** Between two looks at what people want. */
    private static final long LOOK_INTERVAL = Duration.ofMillis(100).toNanos();

    /** What a look may take, and the share of the time between two looks: training should not wait for the bus. */
    private static final long LONGEST_LOOK = Duration.ofMillis(50).toNanos();

    private static final int LOOK_SHARE = 20;

    /** Nobody reads answers quicker than that, and the bus keeps them for ever. */
    private static final long BETWEEN_SAMPLES = Duration.ofSeconds(2).toNanos();

    private final RunStarted run;
    private final long reportEvery;
    private final Consumer<Event> progress;
    private final Predicate<Duration> wish;
    private final BooleanSupplier stopping;
    private final IntConsumer reached;
    private final RunMeters meters;
    private boolean unwanted;
    private long looked = System.nanoTime();
    private long reported;
    private final Map<SampledAnswer.Source, Long> sampled = new HashMap<>();

    /**
     * An attempt of a run that is on the bus.
     *
     * @param progress hears what the run says of itself
     * @param wish whether people want the run to stop; it may wait as long as it is given
     * @param reached hears of every step
     */
    Attempt(
            RunStarted run,
            Duration reportEvery,
            Consumer<Event> progress,
            Predicate<Duration> wish,
            BooleanSupplier stopping,
            IntConsumer reached) {
        this.run = run;
        this.reportEvery = reportEvery.toNanos();
        this.progress = progress;
        this.wish = wish;
        this.stopping = stopping;
        this.reached = reached;
        this.meters = RunMeters.of(run.recipe());
        this.reported = System.nanoTime() - this.reportEvery;
    }

    /** An attempt that nobody on the bus hears of, and that nobody there can stop. */
    public static Attempt alone(RunStarted run, IntConsumer reached) {
        return new Attempt(run, Duration.ZERO, _ -> {}, _ -> false, () -> false, reached);
    }

    /** Tells the bus of a step, as often as the trainer's runs do. */
    public void step(int step, int steps, Map<String, Double> metrics) {
        reached.accept(step);
        meters.step(step, steps);
        long now = System.nanoTime();
        if (now - reported >= reportEvery || step == steps) {
            reported = now;
            progress.accept(new RunProgressed(run.runId(), run.recipe(), step, steps, metrics, Instant.now()));
        }
    }

    /** Tells the bus some of a step's answers, now and then; all of one source. */
    public void sampled(int step, List<SampledAnswer> answers) {
        if (answers.isEmpty()) {
            return;
        }
        SampledAnswer.Source source = answers.getFirst().source();
        long now = System.nanoTime();
        Long last = sampled.get(source);
        if (last != null && now - last < BETWEEN_SAMPLES) {
            return;
        }
        sampled.put(source, now);
        List<Sample> some = answers.stream()
                .limit(AnswersSampled.MOST)
                .map(answer -> new Sample(answer.prompt(), answer.answer(), answer.reward(), answer.parts()))
                .toList();
        progress.accept(new AnswersSampled(run.runId(), run.recipe(), step, source.name(), some, Instant.now()));
    }

    /** Whether the run is to stop between two steps: the worker ends, or people want it to pause or to end. */
    public boolean isToStop() {
        return stopping.getAsBoolean() || isUnwanted();
    }

    /** @throws RunStoppedException when the run is to stop, for recipes that cannot be asked to */
    public void requireGoingOn() {
        if (isToStop()) {
            throw new RunStoppedException();
        }
    }

    /** Once it is, it stays so: a recipe may ask again on its way out. */
    private boolean isUnwanted() {
        long since = System.nanoTime() - looked;
        if (!unwanted && since >= LOOK_INTERVAL) {
            Duration patience = Duration.ofNanos(Math.min(LONGEST_LOOK, since / LOOK_SHARE));
            unwanted = wish.test(patience);
            looked = System.nanoTime();
        }
        return unwanted;
    }
}
