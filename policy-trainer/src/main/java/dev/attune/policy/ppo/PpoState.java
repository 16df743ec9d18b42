package dev.attune.policy.ppo;

import java.util.Map;

import dev.attune.contracts.settings.ppo.PpoConfig;

/**
 * What a resumed run needs beside weights and optimiser; all randomness follows from the seed and the update's number.
 *
 * @param update updates done
 * @param klCoefficient of the next update
 * @param promptsSha256 hash of the run's prompts, and of its demonstrations if any: resuming on others would be another run
 * @param metrics of the last update done, empty before the first
 */
public record PpoState(
        int update, double klCoefficient, PpoConfig configuration, String promptsSha256, Map<String, Double> metrics) {

    public PpoState {
        metrics = Map.copyOf(metrics);
    }
}
