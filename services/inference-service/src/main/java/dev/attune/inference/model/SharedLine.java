package dev.attune.inference.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiFunction;

import org.jspecify.annotations.Nullable;

import dev.attune.lm.model.LanguageModel;

/**
 * Those who wait for one base: whoever gets it does what others wait for, too, in one batch, and they find it done.
 *
 * @param <Q> what is asked for one row
 * @param <A> what comes of it
 */
final class SharedLine<Q, A> {

    private final int most;
    private final BiFunction<LanguageModel, List<Q>, List<A>> batch;
    private final Queue<Job<Q, A>> waiting = new ConcurrentLinkedQueue<>();
    /** Held by the one who has the base; what became of jobs is told under it. */
    private final ReentrantLock turn = new ReentrantLock(true);

    /**
     * An empty line.
     *
     * @param most rows in one batch; a job with more is a batch of its own
     * @param batch one result for each row, in their order
     */
    SharedLine(int most, BiFunction<LanguageModel, List<Q>, List<A>> batch) {
        this.most = most;
        this.batch = batch;
    }

    private static final class Job<Q, A> {
        private final List<Q> rows;
        private final Interest interest;
        private @Nullable List<A> results;
        private @Nullable RuntimeException failure;

        private Job(List<Q> rows, Interest interest) {
            this.rows = rows;
            this.interest = interest;
        }

        private boolean isOver() {
            return results != null || failure != null;
        }

        private List<A> results() {
            if (results == null) {
                throw failure == null ? new IllegalStateException("A batch without results") : failure;
            }
            return results;
        }
    }

    /**
     * One result for each row.
     *
     * @throws dev.attune.contracts.error.AttuneException {@code abandoned} when nobody waits any more
     */
    List<A> run(ModelLease base, List<Q> rows, Interest interest) {
        Job<Q, A> own = new Job<>(rows, interest);
        waiting.add(own);
        turn.lock();
        try {
            while (!own.isOver()) {
                base.use(interest, this::runWaiting);
            }
            return own.results();
        } finally {
            waiting.remove(own);
            turn.unlock();
        }
    }

    private boolean runWaiting(LanguageModel model) {
        List<Job<Q, A>> jobs = new ArrayList<>();
        List<Q> rows = new ArrayList<>();
        for (Job<Q, A> next = waiting.peek();
                next != null && (jobs.isEmpty() || rows.size() + next.rows.size() <= most);
                next = waiting.peek()) {
            waiting.remove();
            if (!next.interest.isOver()) {
                jobs.add(next);
                rows.addAll(next.rows);
            }
        }
        if (jobs.isEmpty()) {
            return false;
        }
        try {
            List<A> results = batch.apply(model, rows);
            int from = 0;
            for (Job<Q, A> job : jobs) {
                job.results = List.copyOf(results.subList(from, from + job.rows.size()));
                from += job.rows.size();
            }
        } catch (RuntimeException e) {
            jobs.forEach(job -> job.failure = e);
        }
        return true;
    }
}
