package dev.attune.policy.job;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import dev.attune.contracts.error.AttuneException;
import dev.attune.contracts.error.ErrorCategory;
import dev.attune.contracts.settings.supervised.SupervisedTuningConfig;
import dev.attune.lm.adapt.LoraAdapter;
import dev.attune.lm.adapt.PeftDirectory;
import dev.attune.policy.data.DemonstrationFile;
import dev.attune.policy.supervised.SupervisedTuning;
import dev.attune.policy.supervised.TuningFolder;
import dev.attune.policy.supervised.TuningStep;

/** {@link SupervisedTuning} as jobs ask for it: a new adapter on a base, from a file of demonstrations. */
final class SupervisedRecipe implements Recipe<SupervisedTuningConfig> {

    private static final Logger LOG = LoggerFactory.getLogger(SupervisedRecipe.class);
    private static final int STEPS_BETWEEN_STATES = 10;

    /** Ends a run between two steps; what it has made since its last state is made again. */
    private static final class Stopped extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Stopped() {
            super("The run was asked to stop", null, false, false);
        }
    }

    @Override
    public String name() {
        return "sft";
    }

    @Override
    public SupervisedTuningConfig defaults() {
        return SupervisedTuningConfig.defaults();
    }

    @Override
    public Common common(SupervisedTuningConfig configuration) {
        return new Common(
                configuration.training().tuning(),
                configuration.training().computeType(),
                configuration.training().seed());
    }

    @Override
    public boolean asksReward() {
        return false;
    }

    @Override
    public boolean readsData() {
        return true;
    }

    @Override
    public Optional<Made> make(SupervisedTuningConfig configuration, Ingredients given) {
        if (given.policy().adapter().isPresent()) {
            throw new AttuneException(
                    "unsupported-start",
                    ErrorCategory.CALLER,
                    "Supervised tuning begins a new adapter on a base, but the policy is an adapter already; name its"
                            + " base as policyCheckpointId.");
        }
        DemonstrationFile file = DemonstrationFile.read(given.data().orElseThrow());
        file.rejected().forEach(LOG::warn);
        TuningFolder states = new TuningFolder(given.folder(), STEPS_BETWEEN_STATES, true);
        try {
            SupervisedTuning.Outcome outcome = new SupervisedTuning(given.model(), configuration, sink(given))
                    .train(file.demonstrations(), List.of(), Optional.of(states));
            LoraAdapter adapter = (LoraAdapter) outcome.tuning().adapter();
            Map<String, Double> metrics = new HashMap<>();
            metrics.put("loss", outcome.loss());
            metrics.put("steps", (double) outcome.steps());
            return Optional.of(new Made(
                    folder -> PeftDirectory.save(adapter, folder, given.baseName()), metrics, Optional.empty()));
        } catch (Stopped e) {
            LOG.info("Supervised tuning has stopped and kept its last state");
            return Optional.empty();
        }
    }

    private static TuningStep.Sink sink(Ingredients given) {
        return step -> {
            given.steps().step(step.step(), step.steps(), step.asMap());
            if (given.stop().getAsBoolean()) {
                throw new Stopped();
            }
        };
    }
}
