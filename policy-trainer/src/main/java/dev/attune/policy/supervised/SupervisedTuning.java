package dev.attune.policy.supervised;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import com.fasterxml.jackson.core.JsonProcessingException;
import org.jspecify.annotations.Nullable;

import dev.attune.contracts.AttuneException;
import dev.attune.contracts.ErrorCategory;
import dev.attune.contracts.bus.Json;
import dev.attune.contracts.job.Optimisation;
import dev.attune.contracts.job.SupervisedTuningConfig;
import dev.attune.contracts.job.Tuning;
import dev.attune.lm.LanguageModel;
import dev.attune.lm.adapt.LoraConfig;
import dev.attune.lm.adapt.Tunable;
import dev.attune.lm.optim.AdamW;
import dev.attune.lm.optim.AdamWConfig;
import dev.attune.lm.optim.Gradients;
import dev.attune.lm.optim.Schedule;
import dev.attune.lm.torch.Autograd;
import dev.attune.policy.Seeds;

import static dev.attune.lm.torch.Operators.crossEntropy;
import static dev.attune.lm.torch.Operators.times;

/**
 * Supervised instruction tuning (Ouyang et al. 2022, arXiv 2203.02155, step 1): the model learns to say what the
 * demonstrations say.
 *
 * <p>What is left out, and the conventions:
 *
 * <ol>
 *   <li>No packing of several conversations into one row: conversations of similar length share a batch instead, so no
 *       mask has to keep neighbours apart.
 *   <li>Every learned token weighs the same, wherever it stands: a step's gradient is that of the sum over its batch,
 *       divided by the mean number of learned tokens per step. Dividing by the batch's own number would weigh the tokens of
 *       long answers less, because batches are of similar length, and would teach the model to be brief. A batch that is
 *       cut into parts to bound memory gives the same gradient. The loss that is told is the batch's own mean.
 *   <li>No dropout, no label smoothing, no prompt loss weight: prompts count fully ({@code answersOnly} false) or not.
 *   <li>The schedule and the order of the data follow from the seed and the step's number alone, so a resumed run
 *       computes what an uninterrupted one would have.
 * </ol>
 */
public final class SupervisedTuning {

    private static final int ORDER = 1;
    private static final int ADAPTER = 2;
    /** Numbers in the scores (N, V) of one pass, which bound its memory: 256 MiB in float32. */
    private static final int MAXIMUM_SCORES = 1 << 26;

    private static final int MAXIMUM_TOKENS = 1 << 13;

    private final LanguageModel model;
    private final SupervisedTuningConfig config;
    private final TuningStep.Sink sink;

    /**
     * Where a run keeps its state.
     *
     * @param states folder that is made where missing
     * @param everySteps how often the state is written
     * @param resume whether to go on from the newest state there, if any
     */
    public record Resumption(Path states, int everySteps, boolean resume) {}

    /**
     * What a run came to.
     *
     * @param tuning the trained parameters, and the adapter if there is one
     * @param steps optimiser steps of the whole run
     * @param loss mean over the learned tokens of the last epoch
     * @param validationLoss after the last step, if there is an evaluation set
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
     * @throws AttuneException {@code nothing-to-learn} if no demonstration has an answer within the limit of tokens,
     *     {@code resume-mismatch} if the state belongs to another configuration or other data, {@code not-finite} if the loss
     *     or the gradient is not a number
     */
    public Outcome train(
            List<Demonstration> training, List<Demonstration> evaluation, Optional<Resumption> resumption) {
        // 1. Conversations become tokens; the learned ones are marked.
        DemonstrationEncoder encoder = new DemonstrationEncoder(model, config.maxTokens(), config.answersOnly());
        List<EncodedDemonstration> data = encoder.encodeAll(training);
        List<EncodedDemonstration> held = encoder.encodeAll(evaluation);
        requireData(data);

        // 2. The parameters that train, their optimiser and schedule.
        Tunable.Tuning tuning = model.tune(tunable(config.tuning()), Seeds.derive(config.seed(), ADAPTER));
        Optimisation optimisation = config.optimisation();
        int stepsPerEpoch = Math.ceilDiv(data.size(), config.batchSequences());
        int steps = config.epochs() * stepsPerEpoch;
        double tokensPerStep = (double) LearnedTokens.count(data) / stepsPerEpoch;
        Schedule schedule = schedule(optimisation, steps);
        try (AdamW optimiser = new AdamW(model.manager(), tuning.parameters(), adamW(optimisation))) {
            // 3. Go on where an earlier run of the same configuration and data stopped.
            TuningState state = begin(resumption, tuning, optimiser, data);
            Double validationLoss = null;
            for (int epoch = state.step() / stepsPerEpoch; epoch < config.epochs(); epoch++) {
                List<List<EncodedDemonstration>> batches =
                        BatchPlan.epoch(data, config.batchSequences(), Seeds.derive(config.seed(), ORDER), epoch);
                for (int at = state.step() - epoch * stepsPerEpoch; at < stepsPerEpoch; at++) {
                    // 4. Cross-entropy of the batch's learned tokens, and its gradient, part by part.
                    long start = System.nanoTime();
                    List<EncodedDemonstration> batch = batches.get(at);
                    optimiser.zeroGradients();
                    double loss = backward(batch, tuning, tokensPerStep);

                    // 5. Clip the global norm; one step of AdamW.
                    double norm = Gradients.clip(tuning.parameters(), optimisation.maxGradientNorm());
                    requireFinite(loss, "loss", state.step());
                    requireFinite(norm, "gradient norm", state.step());
                    double rate = schedule.rate(state.step());
                    optimiser.step(rate);
                    state = state.withStep(loss, LearnedTokens.count(batch), at == 0);

                    // 6. At the end of an epoch, the loss on what is not trained on; tell, and keep the state.
                    double seconds = (System.nanoTime() - start) / 1e9;
                    double speed = batch.stream()
                                    .mapToInt(EncodedDemonstration::length)
                                    .sum()
                            / seconds;
                    validationLoss = at + 1 < stepsPerEpoch || held.isEmpty() ? null : evaluate(held, tuning);
                    sink.accept(new TuningStep(state.step(), steps, epoch, loss, norm, rate, speed, validationLoss));
                    if (resumption.isPresent()
                            && state.step() % resumption.get().everySteps() == 0) {
                        state.save(resumption.get().states(), tuning.parameters(), optimiser);
                    }
                }
            }
            if (validationLoss == null && !held.isEmpty()) {
                validationLoss = evaluate(held, tuning);
            }
            return new Outcome(tuning, steps, state.meanLoss(), validationLoss);
        }
    }

    /** Adds the gradient of the batch's summed loss over {@code tokensPerStep}; returns the batch's mean loss. */
    private double backward(List<EncodedDemonstration> batch, Tunable.Tuning tuning, double tokensPerStep) {
        double sum = 0;
        for (List<EncodedDemonstration> part : BatchPlan.parts(batch, maximumTokens())) {
            try (NDManager step = model.newStep();
                    Autograd.Scope on = Autograd.on()) {
                int learned = LearnedTokens.count(part);
                NDArray mean = loss(LearnedTokens.of(step, part), tuning);
                Autograd.backward(times(mean, learned / tokensPerStep));
                sum += mean.getFloat() * learned;
            }
        }
        return sum / LearnedTokens.count(batch);
    }

    /** Mean loss over the learned tokens of {@code data}. */
    private double evaluate(List<EncodedDemonstration> data, Tunable.Tuning tuning) {
        double sum = 0;
        for (List<EncodedDemonstration> part : BatchPlan.parts(data, maximumTokens())) {
            try (NDManager step = model.newStep();
                    Autograd.Scope off = Autograd.off()) {
                sum += loss(LearnedTokens.of(step, part), tuning).getFloat() * LearnedTokens.count(part);
            }
        }
        return sum / LearnedTokens.count(data);
    }

    /** {@code mean of -log p(token | what comes before)} over the learned tokens: a scalar. */
    private NDArray loss(LearnedTokens tokens, Tunable.Tuning tuning) {
        NDArray hidden = model.transformer().hiddenStates(tokens.batch(), tuning.adapter()); // (B, T, H)
        NDArray scores = model.transformer().logits(tokens.predictingStates(hidden)); // (N, V)
        return crossEntropy(scores, tokens.targets());
    }

    private int maximumTokens() {
        return Math.min(MAXIMUM_TOKENS, MAXIMUM_SCORES / model.config().vocabularySize());
    }

    private TuningState begin(
            Optional<Resumption> resumption, Tunable.Tuning tuning, AdamW optimiser, List<EncodedDemonstration> data) {
        String fingerprint = fingerprint(data);
        if (resumption.isEmpty() || !resumption.get().resume()) {
            resumption.ifPresent(place -> TuningState.deleteAll(place.states()));
            return TuningState.begin(fingerprint);
        }
        try (NDManager step = model.newStep()) {
            TuningState state = TuningState.load(resumption.get().states(), tuning.parameters(), optimiser, step)
                    .orElseGet(() -> TuningState.begin(fingerprint));
            if (!state.fingerprint().equals(fingerprint)) {
                throw new AttuneException(
                        "resume-mismatch",
                        ErrorCategory.CALLER,
                        "The run cannot be resumed: its configuration or its data differ from those that it began with;"
                                + " give the same again, or another folder.");
            }
            return state;
        }
    }

    private String fingerprint(List<EncodedDemonstration> data) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(Json.MAPPER.writeValueAsBytes(config));
            for (EncodedDemonstration demonstration : data) {
                digest.update(java.util.Arrays.toString(demonstration.tokens()).getBytes(StandardCharsets.UTF_8));
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (JsonProcessingException | NoSuchAlgorithmException e) {
            throw new IllegalStateException("A configuration could not be hashed", e);
        }
    }

    private static Tunable tunable(Tuning tuning) {
        return tuning.method().equals("full")
                ? Tunable.full()
                : new Tunable.Lora(new LoraConfig(tuning.rank(), tuning.alpha(), new HashSet<>(tuning.targets())));
    }

    private static AdamWConfig adamW(Optimisation optimisation) {
        return new AdamWConfig(
                optimisation.beta1(), optimisation.beta2(), optimisation.epsilon(), optimisation.weightDecay());
    }

    private static Schedule schedule(Optimisation optimisation, int steps) {
        return new Schedule(
                Schedule.Shape.valueOf(optimisation.schedule().toUpperCase(Locale.ROOT)),
                optimisation.learningRate(),
                Math.round(optimisation.warmUpShare() * steps),
                steps);
    }

    private void requireData(List<EncodedDemonstration> data) {
        if (data.isEmpty()) {
            throw new AttuneException(
                    "nothing-to-learn",
                    ErrorCategory.CALLER,
                    "No demonstration has an answer within maxTokens (" + config.maxTokens()
                            + "); raise it, or give shorter prompts.");
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
