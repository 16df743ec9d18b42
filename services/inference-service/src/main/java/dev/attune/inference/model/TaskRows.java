package dev.attune.inference.model;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.ReentrantLock;

import jakarta.enterprise.context.ApplicationScoped;

import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import org.jspecify.annotations.Nullable;

import dev.attune.inference.config.TaskConfig;
import dev.attune.lm.classify.Prompt;
import dev.attune.lm.layer.Adapter;
import dev.attune.lm.model.LanguageModel;

/**
 * Rows of all tasks on one base, read together: whoever gets the model reads what others wait for, too, and they find it done.
 */
@ApplicationScoped
class TaskRows {

    private final Map<LanguageModel, Line> lines = new ConcurrentHashMap<>();
    private final int most;
    private final DistributionSummary sizes;

    TaskRows(TaskConfig config, MeterRegistry registry) {
        this.most = config.rows();
        this.sizes = DistributionSummary.builder("attune.tasks.batch.rows")
                .maximumExpectedValue((double) most)
                .register(registry);
    }

    /** A prompt with the adapter that reads it. */
    record Row(Adapter adapter, Prompt prompt) {}

    /**
     * The log-likelihoods of each row's words.
     *
     * @throws dev.attune.contracts.error.AttuneException {@code abandoned} when nobody waits any more
     */
    double[][] score(ModelLease base, List<Row> rows, Interest interest) {
        return lines.computeIfAbsent(base.model(), _ -> new Line()).score(base, new Job(rows, interest));
    }

    private static final class Job {
        private final List<Row> rows;
        private final Interest interest;
        private double @Nullable [][] scores;
        private @Nullable RuntimeException failure;

        private Job(List<Row> rows, Interest interest) {
            this.rows = rows;
            this.interest = interest;
        }

        private boolean isOver() {
            return scores != null || failure != null;
        }

        private double[][] result() {
            if (scores == null) {
                throw failure == null ? new IllegalStateException("A batch without a result") : failure;
            }
            return scores;
        }
    }

    /** Those who wait for one base. */
    private final class Line {
        private final Queue<Job> waiting = new ConcurrentLinkedQueue<>();
        /** Held by the one who reads; fields of jobs are told under it. */
        private final ReentrantLock turn = new ReentrantLock(true);

        private double[][] score(ModelLease base, Job own) {
            waiting.add(own);
            turn.lock();
            try {
                while (!own.isOver()) {
                    base.use(own.interest, this::read);
                }
                return own.result();
            } finally {
                waiting.remove(own);
                turn.unlock();
            }
        }

        private boolean read(LanguageModel model) {
            List<Job> jobs = new ArrayList<>();
            List<Row> rows = new ArrayList<>();
            for (Job next = waiting.peek();
                    next != null && (jobs.isEmpty() || rows.size() + next.rows.size() <= most);
                    next = waiting.peek()) {
                waiting.remove();
                if (!next.interest.isOver()) {
                    jobs.add(next);
                    rows.addAll(next.rows);
                }
            }
            sizes.record(rows.size());
            try {
                double[][] scores = RowScorer.score(model, rows);
                int from = 0;
                for (Job job : jobs) {
                    job.scores = java.util.Arrays.copyOfRange(scores, from, from + job.rows.size());
                    from += job.rows.size();
                }
            } catch (RuntimeException e) {
                jobs.forEach(job -> job.failure = e);
            }
            return true;
        }
    }

    /** Reads rows with different adapters over one frozen model. */
    private static final class RowScorer {

        private RowScorer() {}

        static double[][] score(LanguageModel model, List<Row> rows) {
            Map<Adapter, List<Integer>> byAdapter = new IdentityHashMap<>();
            for (int i = 0; i < rows.size(); i++) {
                byAdapter
                        .computeIfAbsent(rows.get(i).adapter(), _ -> new ArrayList<>())
                        .add(i);
            }
            double[][] scores = new double[rows.size()][];
            byAdapter.forEach((adapter, places) -> {
                List<Prompt> prompts =
                        places.stream().map(place -> rows.get(place).prompt()).toList();
                double[][] some = new dev.attune.lm.classify.TrieScorer(model, adapter).score(prompts);
                for (int i = 0; i < some.length; i++) {
                    scores[places.get(i)] = some[i];
                }
            });
            return scores;
        }
    }
}
