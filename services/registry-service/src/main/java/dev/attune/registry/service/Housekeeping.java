package dev.attune.registry.service;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.scheduler.Scheduled;

import dev.attune.registry.config.KeepConfig;
import dev.attune.registry.store.CallStore;
import dev.attune.registry.store.ConsumedEvents;
import dev.attune.registry.store.RunSampleStore;
import dev.attune.registry.store.RunStore;
import dev.attune.service.database.SmallBatches;

/** Forgets by age what nobody asks for any more. What the outbox has sent is forgotten by its relay. */
@ApplicationScoped
class Housekeeping {

    private final ConsumedEvents consumed;
    private final CallStore calls;
    private final RunStore runs;
    private final RunSampleStore samples;
    private final KeepConfig keep;

    Housekeeping(ConsumedEvents consumed, CallStore calls, RunStore runs, RunSampleStore samples, KeepConfig keep) {
        this.consumed = consumed;
        this.calls = calls;
        this.runs = runs;
        this.samples = samples;
        this.keep = keep;
    }

    @Scheduled(every = "1h", delayed = "10m", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void forgetOld() {
        SmallBatches.forget(limit -> consumed.forget(keep.deliveries(), limit));
        SmallBatches.forget(limit -> calls.forget(keep.answers(), limit));
        SmallBatches.forget(limit -> runs.forgetSteps(keep.runSteps(), limit));
        SmallBatches.forget(limit -> samples.forget(keep.runSteps(), limit));
    }
}
