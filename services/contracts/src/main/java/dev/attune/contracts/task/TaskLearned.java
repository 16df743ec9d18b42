package dev.attune.contracts.task;

import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.attune.contracts.error.Require;

/**
 * What a task keeps of its training texts.
 *
 * @param pool file of the folder with texts and their labels, JSON lines of {@link TaskExample}: examples and shortlists come from
 *     there
 * @param priors of batch calibration: for each adapter, or for the model as it is where there is none, the mean probability of each
 *     label
 */
public record TaskLearned(@Nullable String pool, List<List<Double>> priors) {

    /** Nothing. */
    public static final TaskLearned NOTHING = new TaskLearned(null, List.of());

    /** What the pool is usually called. */
    public static final String POOL = "pool.jsonl";

    private static final double SUM = 1e-3;

    public TaskLearned {
        Require.that(
                pool == null || pool.matches("[A-Za-z0-9_-][A-Za-z0-9._-]{0,79}"),
                "the pool must be a plain file name, such as " + POOL);
        priors = priors == null ? List.of() : priors.stream().map(List::copyOf).toList();
        for (List<Double> prior : priors) {
            double sum = prior.stream().mapToDouble(share -> share).sum();
            Require.that(
                    prior.stream().allMatch(share -> share >= 0) && Math.abs(sum - 1) <= SUM,
                    "the priors of batch calibration are no probabilities that sum to 1");
        }
    }
}
