package dev.attune.reward.job;

import java.time.Duration;
import java.time.Instant;
import java.util.function.BooleanSupplier;

import dev.attune.contracts.event.RunEvent.RunProgressed;
import dev.attune.reward.train.Progress;
import dev.attune.reward.train.StepMetrics;
import dev.attune.worker.bus.EventPublisher;

/** Tells the bus of a run's steps, a few times a second at most, and ends the run when the worker has to stop. */
final class RunReporter implements Progress {

    private static final long INTERVAL = Duration.ofMillis(250).toNanos();

    private final String runId;
    private final EventPublisher publisher;
    private final BooleanSupplier stopping;
    private long published;

    RunReporter(String runId, EventPublisher publisher, BooleanSupplier stopping) {
        this.runId = runId;
        this.publisher = publisher;
        this.stopping = stopping;
        this.published = System.nanoTime() - INTERVAL;
    }

    @Override
    public void step(StepMetrics metrics) {
        if (stopping.getAsBoolean()) {
            throw new RunStoppedException();
        }
        long now = System.nanoTime();
        if (now - published >= INTERVAL || metrics.step() == metrics.steps()) {
            published = now;
            publisher.publish(new RunProgressed(
                    runId, RewardModelRun.RECIPE, metrics.step(), metrics.steps(), metrics.asMap(), Instant.now()));
        }
    }
}
