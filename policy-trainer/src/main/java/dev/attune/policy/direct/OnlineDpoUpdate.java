package dev.attune.policy.direct;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import dev.attune.contracts.error.AttuneException;
import dev.attune.contracts.error.ErrorCategory;
import dev.attune.contracts.settings.Optimisation;
import dev.attune.contracts.settings.direct.OnlineDpoConfig;
import dev.attune.lm.optim.AdamW;
import dev.attune.lm.optim.Gradients;
import dev.attune.lm.optim.Schedule;
import dev.attune.policy.ground.Optimisers;
import dev.attune.policy.run.AdapterLearner;

/** The optimisation part of one update: one step on its pairs. */
final class OnlineDpoUpdate {

    private final Optimisation settings;
    private final AdamW optimiser;
    private final Schedule schedule;
    private final PreferencePass pass;

    OnlineDpoUpdate(OnlineDpoConfig config, AdapterLearner learner) {
        this.settings = config.training().optimisation();
        this.optimiser = learner.optimiser();
        this.schedule = Optimisers.schedule(settings, config.rounds().updates());
        this.pass = new PreferencePass(
                learner.policy().model(),
                learner.policy().adapter(),
                PreferenceObjective.of(config.objective().onPairs()),
                config.rounds().passTokens());
    }

    /**
     * Moves the policy; without any pair it stays where it is.
     *
     * @return the step's metrics
     * @throws AttuneException {@code not-finite}
     */
    Map<String, Double> perform(int update, List<ReferencedPair> pairs) {
        if (pairs.isEmpty()) {
            return new TreeMap<>();
        }
        optimiser.zeroGradients();
        PairNumbers numbers = pass.backward(pairs).numbers();
        double norm = Gradients.clip(optimiser.parameters(), settings.maxGradientNorm());
        if (!Double.isFinite(norm) || !Double.isFinite(numbers.loss())) {
            throw new AttuneException(
                    "not-finite",
                    ErrorCategory.CALLER,
                    "The loss of update " + (update + 1) + " is " + numbers.loss() + " and its gradient norm " + norm
                            + "; lower optimisation.learningRate or check the judge.");
        }
        double rate = schedule.rate(update);
        optimiser.step(rate);
        Map<String, Double> metrics = new TreeMap<>(numbers.asMap());
        metrics.put(PreferenceMetric.GRADIENT_NORM.title(), norm);
        metrics.put(PreferenceMetric.LEARNING_RATE.title(), rate);
        return metrics;
    }
}
