package dev.attune.policy.run;

import java.util.List;
import java.util.Map;

import dev.attune.worker.folder.SampledAnswer;

/** Hears of every update when it is done and saved; an exception that it throws ends the run. */
@FunctionalInterface
public interface Progress {
    void update(int update, Map<String, Double> metrics);

    /** Answers of an update that the run's folder keeps, all sampled for the same; 0 is the policy at the start. */
    default void sampled(int update, List<SampledAnswer> answers) {}
}
