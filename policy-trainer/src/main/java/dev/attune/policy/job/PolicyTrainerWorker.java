package dev.attune.policy.job;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import dev.attune.policy.run.Progress;
import dev.attune.worker.process.BusWorker;

/**
 * Turns reward models on the bus into tuned and evaluated policies on the bus, one run at a time.
 *
 * <p>One instance works at a time: a second one fences the first, whose next transaction fails and ends its process.
 */
public final class PolicyTrainerWorker implements BusWorker {

    static final String SOURCE = "/attune/policy-trainer";

    private static final Duration POLL = Duration.ofMillis(200);

    private final WorkerSettings settings;
    private final Progress observer;
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile boolean stopping;
    private volatile boolean ready;

    public PolicyTrainerWorker(WorkerSettings settings) {
        this(settings, (update, metrics) -> {});
    }

    /** A worker whose updates {@code observer} hears of, too: a test interrupts it there. */
    PolicyTrainerWorker(WorkerSettings settings, Progress observer) {
        this.settings = settings;
        this.observer = observer;
    }

    @Override
    public boolean ready() {
        return ready;
    }

    @Override
    public void run() {
        try (TrainingStep training = new TrainingStep(settings, observer, () -> stopping);
                EvaluationStep evaluation = new EvaluationStep(settings)) {
            while (!stopping) {
                boolean trainingCaughtUp = training.tick(POLL);
                boolean evaluationCaughtUp = !stopping && evaluation.tick(POLL);
                ready |= trainingCaughtUp && evaluationCaughtUp;
            }
        } finally {
            ready = false;
            ended.countDown();
        }
    }

    /** Ends {@link #run} after the current update; a run that is under way is continued at the next start. */
    @Override
    public void stop() {
        stopping = true;
    }

    @Override
    public boolean awaitEnd(Duration timeout) throws InterruptedException {
        return ended.await(timeout.toMillis(), TimeUnit.MILLISECONDS);
    }
}
