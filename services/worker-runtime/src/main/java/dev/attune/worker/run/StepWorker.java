package dev.attune.worker.run;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

import dev.attune.worker.process.BusWorker;

/**
 * A worker that takes its steps in turn, one run at a time.
 *
 * <p>One instance works at a time: a second one fences the first, whose next transaction fails and ends its process.
 */
public final class StepWorker implements BusWorker {

    private static final Duration POLL = Duration.ofMillis(200);

    private final List<Function<BooleanSupplier, Step>> steps;
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile boolean stopping;
    private volatile boolean ready;
    private volatile List<String> troubles = List.of();

    /** Reads what came, and makes one run after another. */
    public interface Step extends AutoCloseable {

        /**
         * Reads what came.
         *
         * @param timeout how long it may wait for something to come
         * @return whether all that is on the bus was read
         */
        boolean catchUp(Duration timeout);

        /** Makes at most one run, however long that takes; called only when all was read. */
        void work();

        /** Sentences on what a person should know of it though it works. */
        default List<String> troubles() {
            return List.of();
        }

        @Override
        void close();
    }

    /** @param steps open a step each; they are told whether the worker is to end, which a run that is under way asks */
    public StepWorker(List<Function<BooleanSupplier, Step>> steps) {
        this.steps = List.copyOf(steps);
    }

    /** From when it has caught up, which a run that takes long does not change. */
    @Override
    public boolean ready() {
        return ready;
    }

    @Override
    public List<String> troubles() {
        return troubles;
    }

    @Override
    public void run() {
        try (Closing closing = new Closing()) {
            List<Step> opened = new ArrayList<>();
            for (Function<BooleanSupplier, Step> open : steps) {
                opened.add(closing.keep(open.apply(() -> stopping), Step::close));
            }
            while (!stopping) {
                round(opened);
            }
        } finally {
            ready = false;
            ended.countDown();
        }
    }

    /** Ends {@link #run} after the current step of a run, which goes on at the next start. */
    @Override
    public void stop() {
        stopping = true;
    }

    @Override
    public boolean awaitEnd(Duration timeout) throws InterruptedException {
        return ended.await(timeout.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** All read before any works: whether the worker is ready must not wait for a run's end. */
    private void round(List<Step> opened) {
        boolean caughtUp = true;
        for (Step step : opened) {
            caughtUp &= !stopping && step.catchUp(POLL);
        }
        troubles = opened.stream().flatMap(step -> step.troubles().stream()).toList();
        if (!caughtUp) {
            return;
        }
        ready = true;
        for (Step step : opened) {
            if (!stopping) {
                step.work();
            }
        }
    }
}
