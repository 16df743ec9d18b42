package dev.attune.contracts.settings.ppo;

import dev.attune.contracts.error.Require;
import dev.attune.contracts.json.Choice;

/**
 * Where PPO's values come from.
 *
 * @param model what gives values: a head on the policy, or a model of its own
 * @param warmUpUpdates first updates in which values learn and the policy stays as it is
 * @param learningRate of the head or the separate model; 0 takes optimisation.learningRate
 */
public record PpoValue(Model model, int warmUpUpdates, double learningRate) {

    private static final int NO_WARM_UP = 0;
    private static final double SAME_RATE = 0;

    /** What gives values. */
    public enum Model implements Choice {
        /** A head on the policy's own trunk. */
        HEAD,
        /** A model of its own that begins as the reward model, with an optimiser of its own. */
        SEPARATE
    }

    public PpoValue {
        Require.present(model, "value.model");
        Require.that(warmUpUpdates >= 0, "value.warmUpUpdates must not be negative but is " + warmUpUpdates);
        Require.that(learningRate >= 0, "value.learningRate must not be negative but is " + learningRate);
    }

    public static PpoValue defaults() {
        return new PpoValue(Model.HEAD, NO_WARM_UP, SAME_RATE);
    }
}
