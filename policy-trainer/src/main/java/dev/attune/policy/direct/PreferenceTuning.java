package dev.attune.policy.direct;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

import ai.djl.ndarray.NDManager;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import dev.attune.contracts.artifact.Sha256;
import dev.attune.contracts.settings.Labels;
import dev.attune.contracts.settings.direct.PreferenceTuningConfig;
import dev.attune.lm.adapt.Tunable;
import dev.attune.lm.adapt.TunedAdapter;
import dev.attune.lm.layer.Adapter;
import dev.attune.lm.model.LanguageModel;
import dev.attune.lm.optim.AdamW;
import dev.attune.lm.optim.Gradients;
import dev.attune.lm.optim.Schedule;
import dev.attune.lm.peft.PeftDirectory;
import dev.attune.policy.data.Epochs;
import dev.attune.policy.ground.Optimisers;
import dev.attune.policy.ground.Seeds;
import dev.attune.policy.ground.TrainedWeights;
import dev.attune.preference.pair.PromptSplit;
import dev.attune.reward.tune.Tunables;
import dev.attune.text.Omissions;
import dev.attune.worker.folder.RunFolder;

/**
 * Tuning directly on preferences: DPO and its kin ({@link DirectLoss}), KTO ({@link KtoLoss}) and ORPO ({@link OrpoLoss}).
 *
 * <p>Conventions chosen:
 *
 * <ol>
 *   <li>The reference is the policy as it is before the first step: the model with no adapter, or with the adapter that the
 *       run continues. All that a loss wants of it, log-probabilities of whole answers, is computed before anything is trained
 *       and kept in a file, so no second model is held and no step pays for it; with full tuning too.
 *   <li>An answer's log-probability is the sum over its own tokens and the token that ends it. A pair is one row: the prompt
 *       is computed once and the two answers do not see each other, which gives the numbers of two rows.
 *   <li>A batch's loss is the mean weighted by the pairs' weights over the whole batch, so cutting it into passes changes
 *       nothing but rounding. ORPO's likelihood term is of the answer alone, as the paper writes it, each
 *       answer its mean per token (TRL: of prompt and answer, mean of all tokens of the batch).
 *   <li>KTO takes each pair as one good and one bad answer, and answers that are judged by themselves as they are, also of
 *       one kind alone; its loss is the mean over answers. Its reference point is one number per batch, from each prompt with
 *       the answers of the next pair of the data that has another prompt; it is not trained through.
 *   <li>Pairs of like length share a batch; the order follows from the seed and the epoch, the schedule from the step's
 *       number: a resumed run computes what an uninterrupted one would have.
 *   <li>A pair of which it is known how sure it is ({@code labels}) has the loss of either order, weighted by the probability
 *       that people prefer it: {@code p l(d) + (1 - p) l(-d)}, which for {@code sigmoid} is cross-entropy with p. KTO and
 *       ORPO take every pair as certain; so are held-out pairs of all losses, so that runs compare.
 *   <li>Log-probabilities and losses are float32 whatever the compute type. No dropout. AdamW with PyTorch's epsilon.
 * </ol>
 *
 * <p>Left out: other divergences than the reverse KL, weighting by the policy's confidence, a moving reference, ties, losses
 * mixed with each other (but for ORPO's own).
 */
public final class PreferenceTuning {

    private static final Logger LOG = LoggerFactory.getLogger(PreferenceTuning.class);

    private static final int ORDER = 1;
    private static final int ADAPTER = 2;
    private static final String WEIGHTS = "weights.safetensors";
    private static final String OPTIMISER = "optimiser.safetensors";

    private final LanguageModel model;
    private final Start start;
    private final PreferenceTuningConfig config;

    /**
     * Where a run begins.
     *
     * @param sha256 what identifies the weights that it begins with: the reference
     * @param adapter folder of a PEFT adapter to continue, whose rank and targets then hold instead of the settings'
     */
    public record Start(String sha256, Optional<Path> adapter) {}

    /**
     * Where a run keeps what it does.
     *
     * @param folder states and progress
     * @param everySteps how often the state is written
     * @param reference file of the reference's log-probabilities, made where missing; it may be shared between runs
     */
    public record Place(RunFolder<PreferenceTuningState> folder, int everySteps, Path reference) {}

    /** Hears of every step; an exception that it throws ends the run. */
    @FunctionalInterface
    public interface Progress {
        void step(int step, int steps, Map<String, Double> metrics);
    }

    /**
     * What a run came to.
     *
     * @param tuning the trained parameters, and the adapter if there is one
     * @param steps optimiser steps done
     * @param leftOut pairs that were too long or refused by the template
     * @param metrics of the last step, and on the held-out pairs if there are any
     */
    public record Outcome(Tunable.Tuning tuning, int steps, int leftOut, Map<String, Double> metrics) {}

    public PreferenceTuning(LanguageModel model, Start start, PreferenceTuningConfig config) {
        this.model = model;
        this.start = start;
        this.config = config;
        PreferenceChecks.requireConsistent(config, start);
    }

    /**
     * Trains the model, or an adapter on it, from the newest state in the folder if there is one.
     *
     * @param stop asked after each step; when it says yes, the state is written and the run ends
     * @throws dev.attune.contracts.error.AttuneException {@code nothing-to-learn} if no pair fits, {@code resume-mismatch} if the
     *     state is of another configuration or other data, {@code not-finite} if the loss or the gradient is not a number
     */
    public Outcome train(PromptSplit data, Place place, Progress progress, BooleanSupplier stop) {
        PreferenceEncoder encoder =
                new PreferenceEncoder(model, config.batches().maxTokens());
        Omissions omissions = new Omissions("pairs");
        Labels labels = config.objective().softLabels() ? Labels.SOFT : Labels.HARD;
        List<EncodedPair> training = new ArrayList<>(encoder.encodeAll(data.training(), labels, omissions));
        training.addAll(encoder.encodeAnswers(data.trainingAnswers(), omissions));
        List<EncodedPair> heldOut = new ArrayList<>(encoder.encodeAll(data.heldOut(), Labels.HARD, omissions));
        heldOut.addAll(encoder.encodeAnswers(data.heldOutAnswers(), omissions));
        omissions.sentences().forEach(LOG::warn);
        int all = training.size() + heldOut.size() + omissions.leftOut();
        PreferenceChecks.requirePairs(config, training, all, omissions);
        PreferenceChecks.requireOthers(config, training, heldOut);
        return train(training, heldOut, place, progress, stop).withLeftOut(omissions.leftOut());
    }

    Trained train(
            List<EncodedPair> training,
            List<EncodedPair> heldOut,
            Place place,
            Progress progress,
            BooleanSupplier stop) {
        // 1. What trains, still as it was, says all that the losses want of the reference.
        Optional<Tunable.Tuning> continued = start.adapter().map(this::continued);
        requireRoom(continued, Stream.concat(training.stream(), heldOut.stream()));
        PreferenceObjective objective = PreferenceObjective.of(config.objective());
        Adapter reference = continued.map(Tunable.Tuning::adapter).orElse(Adapter.NONE);
        List<ReferencedPair> pairs = referenced(training, objective, place, reference);
        List<ReferencedPair> held = referenced(heldOut, objective, place, reference);

        // 2. The parameters that train, their optimiser and schedule.
        Tunable.Tuning tuning = continued.orElseGet(() -> Tunables.prepare(
                config.training().tuning(),
                model,
                model.manager(),
                Seeds.derive(config.training().seed(), ADAPTER)));
        PreferencePass pass = new PreferencePass(
                model, tuning.adapter(), objective, config.batches().passTokens());
        Epochs<ReferencedPair> epochs = epochs(pairs);
        int steps = config.batches().epochs() * epochs.steps();
        Schedule schedule = Optimisers.schedule(config.training().optimisation(), steps);
        try (AdamW optimiser = Optimisers.adamW(
                model.manager(), tuning.parameters(), config.training().optimisation())) {
            // 3. Go on where an earlier run of the same configuration and data stopped.
            PreferenceTuningState state = begin(place.folder(), dataSha256(training, heldOut), optimiser);
            while (state.step() < steps && !stop.getAsBoolean()) {
                long began = System.nanoTime();
                // 4. Loss and gradient of the batch, part by part.
                optimiser.zeroGradients();
                PreferencePass.Result result = pass.backward(epochs.batch(state.step()));
                PreferenceChecks.requireFinite(result.numbers().loss(), "loss", state.step());

                // 5. Clip the global norm; one step of AdamW.
                double norm = Gradients.clip(
                        tuning.parameters(), config.training().optimisation().maxGradientNorm());
                PreferenceChecks.requireFinite(norm, "gradient norm", state.step());
                double rate = schedule.rate(state.step());
                optimiser.step(rate);

                // 6. At the end of an epoch, the held-out pairs; keep the state, tell.
                Map<String, Double> metrics = metrics(result, norm, rate, (System.nanoTime() - began) / 1e9);
                if (epochs.begins(state.step() + 1) && !held.isEmpty()) {
                    metrics.putAll(pass.evaluate(held).numbers().asHeldOut());
                }
                state = new PreferenceTuningState(state.step() + 1, config, state.dataSha256(), metrics);
                place.folder().report(state.step(), metrics);
                if (state.step() % place.everySteps() == 0 || state.step() == steps) {
                    save(place.folder(), state, optimiser);
                }
                progress.step(state.step(), steps, metrics);
            }
            if (state.step() < steps && state.step() > 0) {
                save(place.folder(), state, optimiser);
            }
            return new Trained(tuning, state);
        }
    }

    /** A pair's two answers are texts of their own after the prompt. */
    private void requireRoom(Optional<Tunable.Tuning> continued, Stream<EncodedPair> pairs) {
        int places = continued
                .map(tuning -> tuning.adapter().places())
                .orElseGet(() -> Tunables.of(config.training().tuning(), model).places());
        int longest = pairs.mapToInt(EncodedPair::longest).max().orElse(0);
        Tunables.requireRoom(places, model, longest, "prompt with its answer");
    }

    /** The trained parameters and the last state. */
    record Trained(Tunable.Tuning tuning, PreferenceTuningState state) {
        Outcome withLeftOut(int leftOut) {
            return new Outcome(tuning, state.step(), leftOut, state.metrics());
        }
    }

    private List<ReferencedPair> referenced(
            List<EncodedPair> pairs, PreferenceObjective objective, Place place, Adapter adapter) {
        if (!objective.needsReference()) {
            return pairs.stream()
                    .map(pair -> new ReferencedPair(pair, 0, 0, Optional.empty()))
                    .toList();
        }
        return new ReferenceLogProbs(
                        start.sha256() + " " + config.training().computeType().text(), Optional.of(place.reference()))
                .of(pairs, objective.needsMismatched(), config.batches().passTokens(), model, adapter);
    }

    private Tunable.Tuning continued(Path directory) {
        TunedAdapter adapter = PeftDirectory.load(model.manager(), model.transformer(), directory);
        return new Tunable.Tuning(adapter, adapter.parameters());
    }

    private Epochs<ReferencedPair> epochs(List<ReferencedPair> pairs) {
        long seed = Seeds.derive(config.training().seed(), ORDER);
        return new Epochs<>(pairs, ReferencedPair::length, config.batches().batchPairs(), seed);
    }

    private PreferenceTuningState begin(RunFolder<PreferenceTuningState> folder, String dataSha256, AdamW optimiser) {
        Optional<RunFolder.Saved<PreferenceTuningState>> saved = folder.newest();
        folder.forgetAfter(saved.map(RunFolder.Saved::step).orElse(0));
        if (saved.isEmpty()) {
            return new PreferenceTuningState(0, config, dataSha256, Map.of());
        }
        PreferenceTuningState state = saved.get().state();
        state.requireSame(config, dataSha256);
        try (NDManager scratch = model.newStep()) {
            Path directory = saved.get().directory();
            TrainedWeights.load(directory.resolve(WEIGHTS), optimiser.parameters(), scratch);
            optimiser.load(directory.resolve(OPTIMISER));
        }
        return state;
    }

    private static void save(RunFolder<PreferenceTuningState> folder, PreferenceTuningState state, AdamW optimiser) {
        folder.save(state.step(), state, state.metrics(), directory -> {
            TrainedWeights.save(directory.resolve(WEIGHTS), optimiser.parameters());
            optimiser.save(directory.resolve(OPTIMISER));
        });
    }

    private static Map<String, Double> metrics(PreferencePass.Result result, double norm, double rate, double seconds) {
        Map<String, Double> metrics = new TreeMap<>(result.numbers().asMap());
        metrics.put(PreferenceMetric.KL.title(), result.numbers().klToReference());
        metrics.put(PreferenceMetric.REFERENCE_POINT.title(), result.referencePoint());
        metrics.put(PreferenceMetric.GRADIENT_NORM.title(), norm);
        metrics.put(PreferenceMetric.LEARNING_RATE.title(), rate);
        metrics.put(PreferenceMetric.PAIRS_PER_SECOND.title(), result.numbers().rows() / seconds);
        metrics.put(PreferenceMetric.SECONDS.title(), seconds);
        return metrics;
    }

    private String dataSha256(List<EncodedPair> training, List<EncodedPair> heldOut) {
        Sha256 hash = new Sha256().add(start.sha256());
        Stream.concat(training.stream(), heldOut.stream())
                .forEach(pair -> hash.add(Arrays.toString(pair.prompt())
                        + Arrays.toString(pair.chosen())
                        + Arrays.toString(pair.rejected())
                        + pair.weight()
                        + (pair.probability() == 1 ? "" : " " + pair.probability())));
        return hash.hex();
    }
}
