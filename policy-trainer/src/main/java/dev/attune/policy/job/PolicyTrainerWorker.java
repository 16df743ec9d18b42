package dev.attune.policy.job;

import java.util.List;

import dev.attune.policy.run.Progress;
import dev.attune.worker.process.BusWorker;
import dev.attune.worker.run.StepWorker;

/** Turns reward models on the bus into tuned and evaluated policies on the bus, one run at a time. */
final class PolicyTrainerWorker {

    private PolicyTrainerWorker() {}

    static BusWorker of(WorkerSettings settings) {
        return of(settings, (update, metrics) -> {});
    }

    /** A worker whose updates {@code observer} hears of, too: a test interrupts it there. */
    static BusWorker of(WorkerSettings settings, Progress observer) {
        return new StepWorker(List.of(
                stopping -> new TrainingStep(settings, observer, stopping),
                stopping -> new EvaluationStep(settings, stopping),
                stopping -> new GatesStep(settings, stopping)));
    }
}
