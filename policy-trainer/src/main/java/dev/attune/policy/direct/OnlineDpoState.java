package dev.attune.policy.direct;

import java.util.Map;

import dev.attune.contracts.settings.direct.OnlineDpoConfig;

/**
 * What a resumed run needs beside weights and optimiser; all randomness follows from the seed and the update's number.
 *
 * @param update updates done
 * @param promptsSha256 hash of the run's prompts: resuming on others would be another run
 * @param metrics of the last update done, empty before the first
 */
public record OnlineDpoState(
        int update, OnlineDpoConfig configuration, String promptsSha256, Map<String, Double> metrics) {

    public OnlineDpoState {
        metrics = Map.copyOf(metrics);
    }
}
