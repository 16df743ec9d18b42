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

    /** Reads what came, and makes at most one run. */
    public interface Step extends AutoCloseable {

        /**
         * Works once.
         *
         * @param timeout how long it may wait for something to come
         * @return whether all that is on the bus was read
         */
        boolean tick(Duration timeout);

        @Override
        void close();
    }

    /** @param steps open a step each; they are told whether the worker is to end, which a run that is under way asks */
    public StepWorker(List<Function<BooleanSupplier, Step>> steps) {
        this.steps = List.copyOf(steps);
    }

    @Override
    public boolean ready() {
        return ready;
    }

    @Override
    public void run() {
        try (Closing closing = new Closing()) {
            List<Step> opened = new ArrayList<>();
            for (Function<BooleanSupplier, Step> open : steps) {
                opened.add(closing.keep(open.apply(() -> stopping), Step::close));
            }
            while (!stopping) {
                ready |= round(opened);
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

    private boolean round(List<Step> opened) {
        boolean caughtUp = true;
        for (Step step : opened) {
            caughtUp &= !stopping && step.tick(POLL);
        }
        return caughtUp;
    }
}
