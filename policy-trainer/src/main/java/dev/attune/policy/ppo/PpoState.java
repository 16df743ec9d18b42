package dev.attune.policy.ppo;

import java.util.Map;

import dev.attune.contracts.settings.ppo.PpoConfig;
import dev.attune.policy.run.UpdateState;

/**
 * What a resumed run needs beside weights and optimiser; all randomness follows from the seed and the update's number.
 *
 * @param update updates done
 * @param klCoefficient of the next update
 * @param promptsSha256 hash of the run's prompts, and of its demonstrations if any: resuming on others would be another run
 * @param metrics of the last update done, empty before the first
 */
public record PpoState(
        int update, double klCoefficient, PpoConfig configuration, String promptsSha256, Map<String, Double> metrics)
        implements UpdateState {

    public PpoState {
        metrics = Map.copyOf(metrics);
    }

    /** The state after one more update. */
    PpoState after(Map<String, Double> updateMetrics, double nextKlCoefficient) {
        return new PpoState(update + 1, nextKlCoefficient, configuration, promptsSha256, updateMetrics);
    }
}
