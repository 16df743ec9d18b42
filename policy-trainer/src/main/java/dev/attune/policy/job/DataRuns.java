package dev.attune.policy.job;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import dev.attune.contracts.error.ErrorCategory;
import dev.attune.contracts.settings.direct.PreferenceLoss;
import dev.attune.contracts.settings.direct.PreferenceTuningConfig;
import dev.attune.contracts.settings.supervised.SupervisedTuningConfig;
import dev.attune.policy.data.DemonstrationFile;
import dev.attune.policy.direct.PreferenceTuning;
import dev.attune.policy.direct.PreferenceTuningState;
import dev.attune.policy.job.Recipe.Ingredients;
import dev.attune.policy.job.Recipe.Made;
import dev.attune.policy.supervised.SupervisedTuning;
import dev.attune.policy.supervised.TuningFolder;
import dev.attune.preference.file.PreferenceInput;
import dev.attune.preference.file.PreferenceInput.Judged;
import dev.attune.preference.pair.PromptSplit;
import dev.attune.worker.folder.RunFolder;

/** Runs of jobs whose recipes learn from a file. */
final class DataRuns {

    private static final Logger LOG = LoggerFactory.getLogger(DataRuns.class);
    private static final int PREFERENCE_STEPS_BETWEEN_STATES = 50;
    private static final int SUPERVISED_STEPS_BETWEEN_STATES = 10;

    private DataRuns() {}

    /** On a file of preferences. */
    static Optional<Made> preference(PreferenceTuningConfig configuration, Ingredients given) {
        AtomicBoolean stopped = new AtomicBoolean();
        PreferenceTuning.Start start = new PreferenceTuning.Start(
                given.policy().sha256(), given.policy().adapter());
        PreferenceTuning.Place place = new PreferenceTuning.Place(
                new RunFolder<>(given.folder(), PreferenceTuningState.class),
                PREFERENCE_STEPS_BETWEEN_STATES,
                given.folder().resolve("reference.txt"));
        PreferenceTuning.Outcome outcome = new PreferenceTuning(given.model(), start, configuration)
                .train(pairs(configuration, given.data().orElseThrow()), place, given.steps()::step, () -> {
                    stopped.compareAndSet(false, given.attempt().isToStop());
                    return stopped.get();
                });
        return stopped.get() ? Optional.empty() : Optional.of(given.adapter(outcome.tuning(), outcome.metrics()));
    }

    private static PromptSplit pairs(PreferenceTuningConfig configuration, Path file) {
        StringWriter rejected = new StringWriter();
        PrintWriter messages = new PrintWriter(rejected, true);
        Judged judged = configuration.objective().loss() == PreferenceLoss.KTO
                ? PreferenceInput.readAnswers(List.of(file), messages)
                : new Judged(PreferenceInput.read(List.of(file), messages), List.of());
        rejected.toString().lines().forEach(LOG::warn);
        return PromptSplit.of(
                judged.pairs(),
                judged.answers(),
                configuration.batches().heldOutShare(),
                configuration.training().seed());
    }

    /** A new adapter on a base, from a file of demonstrations. */
    static Optional<Made> supervised(SupervisedTuningConfig configuration, Ingredients given) {
        if (given.policy().adapter().isPresent()) {
            throw ErrorCategory.CALLER.error(
                    "unsupported-start",
                    "Supervised tuning begins a new adapter on a base, but the policy is an adapter already; name its"
                            + " base as policyCheckpointId.");
        }
        DemonstrationFile file = DemonstrationFile.read(given.data().orElseThrow());
        file.notes().forEach(LOG::warn);
        TuningFolder states = new TuningFolder(given.folder(), SUPERVISED_STEPS_BETWEEN_STATES, true);
        SupervisedTuning.Outcome outcome = new SupervisedTuning(given.model(), configuration, step -> {
                    given.steps().step(step.step(), step.steps(), step.asMap());
                    given.attempt().requireGoingOn();
                })
                .train(file.demonstrations(), List.of(), Optional.of(states));
        return Optional.of(given.adapter(
                outcome.tuning(),
                Map.of(
                        "loss", outcome.loss(),
                        "steps", (double) outcome.steps(),
                        "demonstrationsLeftOut", (double) outcome.leftOut(),
                        "demonstrationsCut", (double) outcome.cut())));
    }
}
