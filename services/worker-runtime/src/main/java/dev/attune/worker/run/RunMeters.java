package dev.attune.worker.run;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Metrics;

import dev.attune.contracts.event.Event;
import dev.attune.contracts.event.RunEvent.RunFailed;
import dev.attune.contracts.event.RunEvent.RunFinished;
import dev.attune.contracts.measure.Meters;

/** What a worker counts of its runs, by recipe: docs/metrics.md lists them. */
final class RunMeters {

    private static final String RECIPE = "recipe";
    private static final Map<String, RunMeters> OF_RECIPE = new ConcurrentHashMap<>();

    private final AtomicInteger step = new AtomicInteger();
    private final AtomicInteger steps = new AtomicInteger();
    private final Counter made;

    private RunMeters(String recipe) {
        Gauge.builder("attune.run.step", step, AtomicInteger::get)
                .tag(RECIPE, recipe)
                .register(Metrics.globalRegistry);
        Gauge.builder("attune.run.steps", steps, AtomicInteger::get)
                .tag(RECIPE, recipe)
                .register(Metrics.globalRegistry);
        made = Metrics.counter("attune.run.steps.made", RECIPE, recipe);
    }

    static RunMeters of(String recipe) {
        return OF_RECIPE.computeIfAbsent(Meters.recipe(recipe), RunMeters::new);
    }

    /** A run has made a step. */
    void step(int reached, int all) {
        step.set(reached);
        steps.set(all);
        made.increment();
    }

    /** Counts the runs that these events end. */
    static void published(List<? extends Event> events) {
        for (Event event : events) {
            switch (event) {
                case RunFinished finished -> ended(finished.recipe(), "finished");
                case RunFailed failed -> ended(failed.recipe(), "failed");
                default -> {
                    // What a run made, or how it goes on.
                }
            }
        }
    }

    private static void ended(String recipe, String outcome) {
        Metrics.counter("attune.runs.ended", RECIPE, Meters.recipe(recipe), "outcome", outcome)
                .increment();
    }
}
