package dev.attune.policy.job;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import dev.attune.contracts.settings.direct.PreferenceLoss;
import dev.attune.contracts.settings.direct.PreferenceTuningConfig;
import dev.attune.lm.adapt.LoraAdapter;
import dev.attune.lm.adapt.PeftDirectory;
import dev.attune.policy.direct.PreferenceTuning;
import dev.attune.policy.direct.PreferenceTuningState;
import dev.attune.preference.file.PreferenceInput;
import dev.attune.preference.pair.PreferencePair;
import dev.attune.preference.pair.PromptSplit;
import dev.attune.reward.score.RewardScorer;
import dev.attune.worker.folder.RunFolder;

/**
 * {@link PreferenceTuning} as jobs ask for it, on a file of preferences.
 *
 * @param loss that the recipe's settings begin with
 */
record PreferenceRecipe(String name, PreferenceLoss loss) implements Recipe<PreferenceTuningConfig> {

    private static final Logger LOG = LoggerFactory.getLogger(PreferenceRecipe.class);
    private static final int STEPS_BETWEEN_STATES = 50;

    @Override
    public PreferenceTuningConfig defaults() {
        return PreferenceTuningConfig.defaults(loss);
    }

    @Override
    public Common common(PreferenceTuningConfig configuration) {
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
    public Optional<Made> make(PreferenceTuningConfig configuration, Ingredients given) {
        AtomicBoolean stopped = new AtomicBoolean();
        PreferenceTuning.Start start = new PreferenceTuning.Start(
                RewardScorer.hashOf(given.policy().base())
                        + given.policy().adapter().map(RewardScorer::hashOf).orElse(""),
                given.policy().adapter());
        PreferenceTuning.Place place = new PreferenceTuning.Place(
                new RunFolder<>(given.folder(), PreferenceTuningState.class),
                STEPS_BETWEEN_STATES,
                given.folder().resolve("reference.txt"));
        PreferenceTuning.Outcome outcome = new PreferenceTuning(given.model(), start, configuration)
                .train(pairs(configuration, given.data().orElseThrow()), place, given.steps()::step, () -> {
                    stopped.compareAndSet(false, given.stop().getAsBoolean());
                    return stopped.get();
                });
        if (stopped.get()) {
            return Optional.empty();
        }
        LoraAdapter adapter = (LoraAdapter) outcome.tuning().adapter();
        return Optional.of(new Made(
                folder -> PeftDirectory.save(adapter, folder, given.baseName()), outcome.metrics(), Optional.empty()));
    }

    private static PromptSplit pairs(PreferenceTuningConfig configuration, Path file) {
        StringWriter rejected = new StringWriter();
        List<PreferencePair> pairs = PreferenceInput.read(List.of(file), new PrintWriter(rejected, true));
        rejected.toString().lines().forEach(LOG::warn);
        return configuration.batches().heldOutShare() == 0
                ? new PromptSplit(pairs, List.of())
                : PromptSplit.of(
                        pairs,
                        configuration.batches().heldOutShare(),
                        configuration.training().seed());
    }
}
