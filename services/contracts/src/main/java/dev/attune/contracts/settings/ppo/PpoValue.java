package dev.attune.contracts.settings.ppo;

import java.util.List;

import dev.attune.contracts.error.Require;

/**
 * Where PPO's values come from.
 *
 * @param model {@code head}: a head on the policy's own trunk; {@code separate}: a model of its own that begins as the reward
 *     model, with an optimiser of its own
 * @param warmUpUpdates first updates in which values learn and the policy stays as it is
 * @param learningRate of the head or the separate model; 0 takes optimisation.learningRate
 */
public record PpoValue(String model, int warmUpUpdates, double learningRate) {
    public PpoValue {
        Require.that(
                List.of("head", "separate").contains(model), "value.model must be head or separate but is " + model);
        Require.that(warmUpUpdates >= 0, "value.warmUpUpdates must not be negative but is " + warmUpUpdates);
        Require.that(learningRate >= 0, "value.learningRate must not be negative but is " + learningRate);
    }

    public static PpoValue defaults() {
        return new PpoValue("head", 0, 0);
    }
}
