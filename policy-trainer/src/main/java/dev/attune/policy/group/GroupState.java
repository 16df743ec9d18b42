package dev.attune.policy.group;

import java.util.Map;

import dev.attune.contracts.settings.group.GroupConfig;
import dev.attune.policy.run.UpdateState;

/**
 * What a resumed run of a group method needs beside weights and optimiser; all randomness follows from the seed and the
 * update's number.
 *
 * @param update updates done
 * @param promptsSha256 hash of the run's prompts: resuming on others would be another run
 * @param metrics of the last update done, empty before the first
 */
public record GroupState(int update, GroupConfig configuration, String promptsSha256, Map<String, Double> metrics)
        implements UpdateState {

    public GroupState {
        metrics = Map.copyOf(metrics);
    }

    /** The state after one more update. */
    GroupState after(Map<String, Double> updateMetrics) {
        return new GroupState(update + 1, configuration, promptsSha256, updateMetrics);
    }
}
