package dev.attune.policy.direct;

import java.util.Map;

import dev.attune.contracts.settings.direct.OnlineDpoConfig;
import dev.attune.policy.run.UpdateState;

/**
 * What a resumed run needs beside weights and optimiser; all randomness follows from the seed and the update's number.
 *
 * @param update updates done
 * @param promptsSha256 hash of the run's prompts: resuming on others would be another run
 * @param metrics of the last update done, empty before the first
 */
public record OnlineDpoState(
        int update, OnlineDpoConfig configuration, String promptsSha256, Map<String, Double> metrics)
        implements UpdateState {

    public OnlineDpoState {
        metrics = Map.copyOf(metrics);
    }

    /** The state after one more update. */
    OnlineDpoState after(Map<String, Double> updateMetrics) {
        return new OnlineDpoState(update + 1, configuration, promptsSha256, updateMetrics);
    }
}
