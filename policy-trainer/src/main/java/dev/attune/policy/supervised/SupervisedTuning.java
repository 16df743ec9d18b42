package dev.attune.policy.supervised;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

import ai.djl.ndarray.NDManager;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import dev.attune.contracts.error.AttuneException;
import dev.attune.contracts.error.ErrorCategory;
import dev.attune.contracts.settings.Optimisation;
import dev.attune.contracts.settings.Tuning;
import dev.attune.contracts.settings.supervised.SupervisedTuningConfig;
import dev.attune.lm.adapt.Tunable;
import dev.attune.lm.model.LanguageModel;
import dev.attune.lm.optim.AdamW;
import dev.attune.lm.optim.Gradients;
import dev.attune.lm.optim.Schedule;
import dev.attune.policy.data.Demonstration;
import dev.attune.policy.data.Epochs;
import dev.attune.policy.ground.Optimisers;
import dev.attune.policy.ground.Seeds;
import dev.attune.reward.tune.Tunables;
import dev.attune.text.Omissions;

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

    private static final Logger LOG = LoggerFactory.getLogger(SupervisedTuning.class);

    private static final int ORDER = 1;
    private static final int ADAPTER = 2;
    private static final int HELD_OUT = 3;

    private final LanguageModel model;
    private final SupervisedTuningConfig config;
    private final TuningStep.Sink sink;
    private final Consumer<Tunable.Tuning> prepared;

    /**
     * What a run came to.
     *
     * @param tuning the trained parameters, and the adapter if there is one
     * @param steps optimiser steps that were taken
     * @param loss mean over the learned tokens of the last epoch
     * @param validationLoss of the weights that are given, if there is an evaluation set
     * @param leftOut demonstrations of which nothing is used: no answer within the limit of tokens, or refused by the template
     * @param cut demonstrations of which only the beginning is used
     */
    public record Outcome(
            Tunable.Tuning tuning,
            int steps,
            double loss,
            @Nullable Double validationLoss,
            int leftOut,
            int cut) {}

    public SupervisedTuning(LanguageModel model, SupervisedTuningConfig config, TuningStep.Sink sink) {
        this(model, config, sink, tuning -> {});
    }

    /** @param prepared is given what trains before the first step, so that a sink may measure it on the way */
    public SupervisedTuning(
            LanguageModel model,
            SupervisedTuningConfig config,
            TuningStep.Sink sink,
            Consumer<Tunable.Tuning> prepared) {
        this.model = model;
        this.config = config;
        this.sink = sink;
        this.prepared = prepared;
    }

    /** Trains without keeping any state. */
    public Outcome train(List<Demonstration> training, List<Demonstration> evaluation) {
        return train(training, evaluation, Optional.empty());
    }

    /**
     * Trains the model, or a new adapter on it.
     *
     * @param evaluation for the validation loss; empty: the share of {@code training} that the configuration holds out
     * @throws AttuneException {@code unknown-task} if tasks have names and a demonstration none of them, {@code nothing-to-learn} if no demonstration has an answer within the limit of tokens,
     *     {@code resume-mismatch} if the state belongs to another configuration or other data, {@code not-finite} if the loss
     *     or the gradient is not a number, {@code bad-setting} if the run should stop early but has no validation loss
     */
    public Outcome train(List<Demonstration> training, List<Demonstration> evaluation, Optional<TuningFolder> folder) {
        // 1. Conversations become tokens; the learned ones are marked.
        TaskNames tasks = TaskNames.of(config.training().tuning(), training, evaluation);
        Tuning way = tasks.in(config.training().tuning());
        EncodedSplit data = encoded(training, evaluation, tasks);
        requireData(data);
        requirePatience(data.heldOut(), folder.isPresent());

        // 2. The parameters that train, their optimiser and schedule.
        requireRoom(data, way);
        Tunable.Tuning tuning = Tunables.prepare(
                way, model, model.manager(), Seeds.derive(config.training().seed(), ADAPTER));
        prepared.accept(tuning);
        Optimisation optimisation = config.training().optimisation();
        Epochs<EncodedDemonstration> epochs = epochs(data.training());
        int steps = config.batches().epochs() * epochs.steps();
        double tokensPerStep = (double) LearnedTokens.count(data.training()) / epochs.steps();
        Schedule schedule = Optimisers.schedule(optimisation, steps);
        SupervisedPass pass = new SupervisedPass(model, tuning.adapter(), config);
        try (AdamW optimiser = Optimisers.adamW(model.manager(), tuning.parameters(), optimisation)) {
            // 3. Go on where an earlier run of the same configuration and data stopped.
            TuningState state = begin(folder, optimiser, data.fingerprint(config));
            Double validationLoss = null;
            while (state.step() < steps && !state.isOver(config.validation().patience())) {
                // 4. Cross-entropy of the batch's learned tokens, and its gradient, part by part.
                long start = System.nanoTime();
                int step = state.step();
                List<EncodedDemonstration> batch = epochs.batch(step);
                optimiser.zeroGradients();
                double loss = pass.backward(batch, tokensPerStep);

                // 5. Clip the global norm; one step of AdamW.
                double norm = Gradients.clip(tuning.parameters(), optimisation.maxGradientNorm());
                requireFinite(loss, "loss", step);
                requireFinite(norm, "gradient norm", step);
                double rate = schedule.rate(step);
                optimiser.step(rate);
                state = state.withStep(loss, LearnedTokens.count(batch), epochs.begins(step));
                double speed = tokens(batch) / ((System.nanoTime() - start) / 1e9);

                // 6. Now and then the loss on what is not trained on; keep the state, tell.
                validationLoss = evaluates(state.step(), epochs.steps(), steps) ? heldOutLoss(pass, data) : null;
                state = validationLoss == null ? state : state.withValidation(validationLoss);
                TuningStep told = new TuningStep(
                        state.step(), steps, epochs.epoch(step), loss, norm, rate, speed, validationLoss);
                if (folder.isPresent()) {
                    folder.get().keep(state, told, optimiser);
                }
                sink.accept(told);
            }

            // 7. A run that may stop early gives the weights with the lowest validation loss.
            if (config.validation().patience() > 0 && folder.isPresent()) {
                restoreBest(folder.get(), state, optimiser);
                validationLoss = state.lowest();
            } else if (validationLoss == null) {
                validationLoss = heldOutLoss(pass, data);
            }
            Omissions omissions = data.omissions();
            return new Outcome(
                    tuning, state.step(), state.meanLoss(), validationLoss, omissions.leftOut(), omissions.cut());
        }
    }

    private void requireRoom(EncodedSplit data, Tuning way) {
        int longest = Stream.concat(data.training().stream(), data.heldOut().stream())
                .mapToInt(EncodedDemonstration::length)
                .max()
                .orElse(0);
        int places = Tunables.of(way, model).places();
        Tunables.requireRoom(places, model, longest, "demonstration");
    }

    private EncodedSplit encoded(List<Demonstration> training, List<Demonstration> evaluation, TaskNames tasks) {
        DemonstrationEncoder encoder = new DemonstrationEncoder(
                model, config.batches().maxTokens(), config.batches().answersOnly(), tasks);
        DemonstrationSplit split = evaluation.isEmpty()
                ? DemonstrationSplit.of(
                        training,
                        config.validation().heldOutShare(),
                        Seeds.derive(config.training().seed(), HELD_OUT))
                : new DemonstrationSplit(training, evaluation);
        Omissions omissions = new Omissions("demonstrations");
        EncodedSplit data = new EncodedSplit(
                encoder.encodeAll(split.training(), omissions),
                encoder.encodeAll(split.heldOut(), omissions),
                omissions);
        omissions.sentences().forEach(LOG::warn);
        return data;
    }

    private Epochs<EncodedDemonstration> epochs(List<EncodedDemonstration> data) {
        long seed = Seeds.derive(config.training().seed(), ORDER);
        return new Epochs<>(data, EncodedDemonstration::length, config.batches().batchSequences(), seed);
    }

    private boolean evaluates(int step, int stepsPerEpoch, int steps) {
        int every = config.validation().everySteps() == 0
                ? stepsPerEpoch
                : config.validation().everySteps();
        return step % every == 0 || step == steps;
    }

    private static @Nullable Double heldOutLoss(SupervisedPass pass, EncodedSplit data) {
        return data.heldOut().isEmpty() ? null : pass.evaluate(data.heldOut());
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

    private void restoreBest(TuningFolder folder, TuningState state, AdamW optimiser) {
        try (NDManager scratch = model.newStep()) {
            folder.restoreBest(state, optimiser, scratch);
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

    private void requireData(EncodedSplit data) {
        if (data.training().isEmpty()) {
            throw new AttuneException(
                    "nothing-to-learn",
                    ErrorCategory.CALLER,
                    "No demonstration has an answer within maxTokens ("
                            + config.batches().maxTokens() + "); raise it, or give shorter prompts. "
                            + data.omissions().first());
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
