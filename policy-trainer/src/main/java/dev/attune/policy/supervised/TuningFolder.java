package dev.attune.policy.supervised;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

import ai.djl.ndarray.NDManager;

import dev.attune.contracts.error.AttuneException;
import dev.attune.contracts.error.ErrorCategory;
import dev.attune.lm.optim.AdamW;
import dev.attune.policy.ground.TrainedWeights;
import dev.attune.worker.folder.Retention;
import dev.attune.worker.folder.RunFolder;

/** Where a run keeps its states: the last two, and the one with the lowest validation loss. */
public final class TuningFolder {

    static final String VALIDATION_LOSS = "validationLoss";
    private static final String WEIGHTS = "parameters.safetensors";
    private static final String OPTIMISER = "optimiser.safetensors";

    private final RunFolder<TuningState> folder;
    private final int everySteps;

    /**
     * @param root folder of the run, made where missing
     * @param everySteps how often the state is written
     * @param resume whether to go on from the newest state there; otherwise what an earlier run left is removed
     */
    public TuningFolder(Path root, int everySteps, boolean resume) {
        this.folder = new RunFolder<>(
                root, TuningState.class, Retention.last(2).andBest(VALIDATION_LOSS, Retention.Better.LOWER));
        this.everySteps = everySteps;
        if (!resume) {
            folder.forgetAfter(0);
        }
    }

    /** Removes the states of a finished run; what it reported stays. */
    public void deleteStates() {
        folder.deleteStates();
    }

    /** The state to begin with: the newest, put into weights and optimiser, or that of a new run. */
    TuningState begin(String fingerprint, AdamW optimiser, NDManager scratch) {
        Optional<RunFolder.Saved<TuningState>> newest = folder.newest();
        folder.forgetAfter(newest.map(RunFolder.Saved::step).orElse(0));
        if (newest.isEmpty()) {
            return TuningState.begin(fingerprint);
        }
        TuningState state = newest.get().state();
        if (!state.fingerprint().equals(fingerprint)) {
            throw new AttuneException(
                    "resume-mismatch",
                    ErrorCategory.CALLER,
                    "The run cannot be resumed: its configuration or its data differ from those that it began with;"
                            + " give the same again, or another folder.");
        }
        TrainedWeights.load(newest.get().directory().resolve(WEIGHTS), optimiser.parameters(), scratch);
        optimiser.load(newest.get().directory().resolve(OPTIMISER));
        return state;
    }

    /** Reports a step, and writes the state when it is time or a validation loss was measured. */
    void keep(TuningState state, TuningStep step, AdamW optimiser) {
        Map<String, Double> metrics = step.asMap();
        folder.report(step.step(), metrics);
        if (step.validationLoss() != null || step.step() % everySteps == 0) {
            folder.save(step.step(), state, metrics, directory -> {
                TrainedWeights.save(directory.resolve(WEIGHTS), optimiser.parameters());
                optimiser.save(directory.resolve(OPTIMISER));
            });
        }
    }

    /** Puts the weights with the lowest validation loss back. */
    void restoreBest(TuningState state, AdamW optimiser, NDManager scratch) {
        RunFolder.Saved<TuningState> best = folder.after(state.bestStep())
                .orElseThrow(() -> new AttuneException(
                        "run-folder",
                        ErrorCategory.RESOURCES,
                        "The weights of step " + state.bestStep()
                                + ", which had the lowest validation loss, are missing or" + " damaged in "
                                + folder.root() + "; train again in another folder."));
        TrainedWeights.load(best.directory().resolve(WEIGHTS), optimiser.parameters(), scratch);
    }
}
