package dev.attune.policy.supervised;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import com.fasterxml.jackson.core.JsonProcessingException;
import org.jspecify.annotations.Nullable;

import dev.attune.contracts.artifact.Sha256;
import dev.attune.contracts.error.AttuneException;
import dev.attune.contracts.error.ErrorCategory;
import dev.attune.contracts.json.Json;
import dev.attune.contracts.settings.Optimisation;
import dev.attune.contracts.settings.supervised.SupervisedTuningConfig;
import dev.attune.lm.adapt.Tunable;
import dev.attune.lm.loss.CausalLoss;
import dev.attune.lm.model.LanguageModel;
import dev.attune.lm.optim.AdamW;
import dev.attune.lm.optim.Gradients;
import dev.attune.lm.optim.Schedule;
import dev.attune.lm.torch.Autograd;
import dev.attune.lm.train.TrainingPass;
import dev.attune.policy.data.Demonstration;
import dev.attune.policy.ground.Optimisers;
import dev.attune.policy.ground.Seeds;

/**
 * Supervised instruction tuning (Ouyang et al. 2022, arXiv 2203.02155, step 1): the model learns to say what the
 * demonstrations say.
 *
 * <p>What is left out, and the conventions:
 *
 * <ol>
 *   <li>Conversations of similar length share a batch. Those of a batch may share rows ({@link Packing}): attention and places
 *       then begin anew with each, so that rows, padding and the cut into passes change nothing but rounding.
 *   <li>Every learned token weighs the same, wherever it stands: a step's gradient is that of the sum over its batch,
 *       divided by the mean number of learned tokens per step. Dividing by the batch's own number would weigh the tokens of
 *       long answers less, because batches are of similar length, and would teach the model to be brief. The loss that is
 *       told is the batch's own mean.
 *   <li>No dropout, no label smoothing, no prompt loss weight: prompts count fully ({@code answersOnly} false) or not.
 *   <li>The schedule and the order of the data follow from the seed and the step's number alone, so a resumed run
 *       computes what an uninterrupted one would have. A run that stops early has the schedule of a whole one.
 * </ol>
 */
public final class SupervisedTuning {

    private static final int ORDER = 1;
    private static final int ADAPTER = 2;
    private static final int HELD_OUT = 3;
    /** Numbers in the scores (N, V) of one pass, which bound its memory: 256 MiB in float32. */
    private static final int MAXIMUM_SCORES = 1 << 26;

    private static final int MAXIMUM_TOKENS = 1 << 13;

    private final LanguageModel model;
    private final SupervisedTuningConfig config;
    private final TuningStep.Sink sink;

    /**
     * What a run came to.
     *
     * @param tuning the trained parameters, and the adapter if there is one
     * @param steps optimiser steps that were taken
     * @param loss mean over the learned tokens of the last epoch
     * @param validationLoss of the weights that are given, if there is an evaluation set
     */
    public record Outcome(
            Tunable.Tuning tuning,
            int steps,
            double loss,
            @Nullable Double validationLoss) {}

    public SupervisedTuning(LanguageModel model, SupervisedTuningConfig config, TuningStep.Sink sink) {
        this.model = model;
        this.config = config;
        this.sink = sink;
    }

    /** Trains without keeping any state. */
    public Outcome train(List<Demonstration> training, List<Demonstration> evaluation) {
        return train(training, evaluation, Optional.empty());
    }

    /**
     * Trains the model, or a new adapter on it.
     *
     * @param evaluation for the validation loss; empty: the share of {@code training} that the configuration holds out
     * @throws AttuneException {@code nothing-to-learn} if no demonstration has an answer within the limit of tokens,
     *     {@code resume-mismatch} if the state belongs to another configuration or other data, {@code not-finite} if the loss
     *     or the gradient is not a number, {@code bad-setting} if the run should stop early but has no validation loss
     */
    public Outcome train(List<Demonstration> training, List<Demonstration> evaluation, Optional<TuningFolder> folder) {
        // 1. Conversations become tokens; the learned ones are marked.
        DemonstrationEncoder encoder = new DemonstrationEncoder(
                model, config.batches().maxTokens(), config.batches().answersOnly());
        DemonstrationSplit split = evaluation.isEmpty()
                ? DemonstrationSplit.of(
                        training,
                        config.validation().heldOutShare(),
                        Seeds.derive(config.training().seed(), HELD_OUT))
                : new DemonstrationSplit(training, evaluation);
        List<EncodedDemonstration> data = encoder.encodeAll(split.training());
        List<EncodedDemonstration> held = encoder.encodeAll(split.heldOut());
        requireData(data);
        requirePatience(held, folder.isPresent());

        // 2. The parameters that train, their optimiser and schedule.
        Tunable.Tuning tuning = model.tune(
                Optimisers.tunable(config.training().tuning()),
                Seeds.derive(config.training().seed(), ADAPTER));
        Optimisation optimisation = config.training().optimisation();
        int stepsPerEpoch = Math.ceilDiv(data.size(), config.batches().batchSequences());
        int steps = config.batches().epochs() * stepsPerEpoch;
        int evaluateEvery = config.validation().everySteps() == 0
                ? stepsPerEpoch
                : config.validation().everySteps();
        double tokensPerStep = (double) LearnedTokens.count(data) / stepsPerEpoch;
        Schedule schedule = Optimisers.schedule(optimisation, steps);
        try (AdamW optimiser = Optimisers.adamW(model.manager(), tuning.parameters(), optimisation)) {
            // 3. Go on where an earlier run of the same configuration and data stopped.
            TuningState state = begin(folder, optimiser, fingerprint(data, held));
            Double validationLoss = null;
            while (state.step() < steps && !state.isOver(config.validation().patience())) {
                // 4. Cross-entropy of the batch's learned tokens, and its gradient, part by part.
                long start = System.nanoTime();
                int epoch = state.step() / stepsPerEpoch;
                int place = state.step() - epoch * stepsPerEpoch;
                List<EncodedDemonstration> batch = BatchPlan.epoch(
                                data,
                                config.batches().batchSequences(),
                                Seeds.derive(config.training().seed(), ORDER),
                                epoch)
                        .get(place);
                optimiser.zeroGradients();
                double loss = backward(batch, tuning, tokensPerStep);

                // 5. Clip the global norm; one step of AdamW.
                double norm = Gradients.clip(tuning.parameters(), optimisation.maxGradientNorm());
                requireFinite(loss, "loss", state.step());
                requireFinite(norm, "gradient norm", state.step());
                double rate = schedule.rate(state.step());
                optimiser.step(rate);
                state = state.withStep(loss, LearnedTokens.count(batch), place == 0);
                double seconds = (System.nanoTime() - start) / 1e9;

                // 6. Now and then the loss on what is not trained on; tell, and keep the state.
                boolean evaluates = state.step() % evaluateEvery == 0 || state.step() == steps;
                validationLoss = held.isEmpty() || !evaluates ? null : evaluate(held, tuning);
                state = validationLoss == null ? state : state.withValidation(validationLoss);
                TuningStep told = new TuningStep(
                        state.step(), steps, epoch, loss, norm, rate, tokens(batch) / seconds, validationLoss);
                if (folder.isPresent()) {
                    folder.get().keep(state, told, optimiser);
                }
                sink.accept(told);
            }

            // 7. A run that may stop early gives the weights with the lowest validation loss.
            if (config.validation().patience() > 0 && folder.isPresent()) {
                try (NDManager scratch = model.newStep()) {
                    folder.get().restoreBest(state, optimiser, scratch);
                }
                validationLoss = state.lowest();
            } else if (validationLoss == null && !held.isEmpty()) {
                validationLoss = evaluate(held, tuning);
            }
            return new Outcome(tuning, state.step(), state.meanLoss(), validationLoss);
        }
    }

    /** Adds the gradient of the batch's summed loss over {@code tokensPerStep}; returns the batch's mean loss. */
    private double backward(List<EncodedDemonstration> batch, Tunable.Tuning tuning, double tokensPerStep) {
        double sum = 0;
        List<Packing.Row> rows =
                config.passes().packing() ? Packing.narrowest(batch, maximumTokens()) : Packing.alone(batch);
        for (List<Packing.Row> part : BatchPlan.parts(rows, maximumTokens())) {
            try (NDManager step = model.newStep();
                    Autograd.Scope on = Autograd.on()) {
                LearnedTokens tokens = LearnedTokens.ofRows(step, part);
                TrainingPass pass = tokens.trainingPass(model.transformer(), tuning.adapter());
                NDArray states = tokens.predictingStates(pass.hiddenStates()); // (N, H)
                sum += CausalLoss.backward(model.transformer(), states, tokens.targets(), 1 / tokensPerStep);
                pass.backward();
            }
        }
        return sum / LearnedTokens.count(batch);
    }

    /** Mean loss over the learned tokens of {@code data}. */
    private double evaluate(List<EncodedDemonstration> data, Tunable.Tuning tuning) {
        double sum = 0;
        for (List<Packing.Row> part : BatchPlan.parts(Packing.alone(data), maximumTokens())) {
            try (NDManager step = model.newStep();
                    Autograd.Scope off = Autograd.off()) {
                LearnedTokens tokens = LearnedTokens.ofRows(step, part);
                NDArray hidden = tokens.hiddenStates(model.transformer(), tuning.adapter()); // (B, T, H)
                sum += CausalLoss.sum(model.transformer(), tokens.predictingStates(hidden), tokens.targets());
            }
        }
        return sum / LearnedTokens.count(data);
    }

    private int maximumTokens() {
        return config.passes().tokens() > 0
                ? config.passes().tokens()
                : Math.min(MAXIMUM_TOKENS, MAXIMUM_SCORES / model.config().vocabularySize());
    }

    private static double tokens(List<EncodedDemonstration> batch) {
        return batch.stream().mapToInt(EncodedDemonstration::length).sum();
    }

    private TuningState begin(Optional<TuningFolder> folder, AdamW optimiser, String fingerprint) {
        try (NDManager scratch = model.newStep()) {
            return folder.map(kept -> kept.begin(fingerprint, optimiser, scratch))
                    .orElseGet(() -> TuningState.begin(fingerprint));
        }
    }

    private String fingerprint(List<EncodedDemonstration> data, List<EncodedDemonstration> held) {
        try {
            Sha256 hash = new Sha256().add(Json.MAPPER.writeValueAsBytes(config));
            for (List<EncodedDemonstration> side : List.of(data, held)) {
                hash.add("\n" + side.size());
                for (EncodedDemonstration demonstration : side) {
                    hash.add(Arrays.toString(demonstration.tokens()));
                }
            }
            return hash.hex();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A configuration could not be hashed", e);
        }
    }

    private void requirePatience(List<EncodedDemonstration> held, boolean kept) {
        if (config.validation().patience() > 0 && (held.isEmpty() || !kept)) {
            throw new AttuneException(
                    "bad-setting",
                    ErrorCategory.CALLER,
                    "Setting validation.patience is " + config.validation().patience() + ", but "
                            + (kept ? "there is no validation loss" : "no folder keeps the best weights")
                            + "; set validation.heldOutShare or give demonstrations to evaluate on, or set validation.patience to 0.");
        }
    }

    private void requireData(List<EncodedDemonstration> data) {
        if (data.isEmpty()) {
            throw new AttuneException(
                    "nothing-to-learn",
                    ErrorCategory.CALLER,
                    "No demonstration has an answer within maxTokens ("
                            + config.batches().maxTokens() + "); raise it, or give shorter prompts.");
        }
    }

    private static void requireFinite(double number, String what, int step) {
        if (!Double.isFinite(number)) {
            throw new AttuneException(
                    "not-finite",
                    ErrorCategory.CALLER,
                    "The " + what + " of step " + (step + 1) + " is " + number
                            + "; lower optimisation.learningRate or check the data.");
        }
    }
}
