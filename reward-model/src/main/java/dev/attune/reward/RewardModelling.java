package dev.attune.reward;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Stream;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;

import dev.attune.contracts.AttuneException;
import dev.attune.contracts.ErrorCategory;
import dev.attune.contracts.job.Optimisation;
import dev.attune.contracts.job.RewardModelConfig;
import dev.attune.contracts.preference.PromptSplit;
import dev.attune.lm.Adapter;
import dev.attune.lm.LanguageModel;
import dev.attune.lm.Parameter;
import dev.attune.lm.ScalarHead;
import dev.attune.lm.adapt.LoraConfig;
import dev.attune.lm.adapt.Tunable;
import dev.attune.lm.optim.AdamW;
import dev.attune.lm.optim.AdamWConfig;
import dev.attune.lm.optim.Gradients;
import dev.attune.lm.optim.Schedule;
import dev.attune.lm.torch.Autograd;
import dev.attune.lm.torch.Operators;
import dev.attune.reward.score.Normalisation;
import dev.attune.reward.score.SequenceScores;

/**
 * Reward modelling: a language model with a scalar head learns to score answers as people compared them (Stiennon et
 * al. 2020, arXiv 2009.01325; Ouyang et al. 2022, arXiv 2203.02155).
 *
 * <p>Conventions chosen:
 *
 * <ol>
 *   <li>The score is read at the answer's end token, which every sequence carries; no pooling over tokens.
 *   <li>Loss and score are float32 whatever the compute type ({@link BradleyTerry}).
 *   <li>A batch's loss is weighted by the pairs' weights and divided by their sum over the whole batch, so cutting the
 *       batch into parts that fit the memory changes nothing but rounding.
 *   <li>The margin is marginScale x (strength - 1), plus the margin that a file gives.
 *   <li>The loss believes a comparison but for the probability {@code labelSmoothing} that it is mistaken; the
 *       evaluation's loss is without smoothing, so that runs compare.
 *   <li>The head begins at zero: every score is 0 and the first loss is log 2 when there is no margin.
 *   <li>No dropout anywhere. AdamW with PyTorch's epsilon; the gradient's global norm is clipped; the learning rate
 *       follows its schedule by optimiser step.
 *   <li>Raw scores are normalised to mean 0 and deviation 1 on (at most {@value #NORMALISED_PAIRS}) training pairs, and
 *       the two numbers are kept with the checkpoint.
 * </ol>
 *
 * <p>Left out: ties, rankings of more than two answers, centring, ensembles of heads, calibration,
 * early stopping and resuming within a run (a run that was interrupted is made again: it is deterministic on the CPU).
 */
public final class RewardModelling {

    /** Padded tokens of one forward and backward pass: bounds the memory of activations. */
    private static final int TOKENS_AT_ONCE = 2048;

    private static final int NORMALISED_PAIRS = 256;

    private RewardModelling() {}

    /**
     * Trains on {@code data}'s training pairs and evaluates on its held-out pairs.
     *
     * @param model the base; LoRA leaves it as it is, full tuning changes it
     * @throws AttuneException {@code no-pairs}, {@code bad-setting} or {@code diverged}
     */
    public static RewardModel train(
            LanguageModel model, PromptSplit data, RewardModelConfig config, Progress progress) {
        // 1. Texts to tokens; what is too long is left out and counted.
        PairEncoder encoder = new PairEncoder(model, config);
        List<EncodedPair> training = required(encoder.encode(data.training()), "train on", config);
        List<EncodedPair> heldOut = required(encoder.encode(data.heldOut()), "evaluate on", config);
        int leftOut = data.training().size() + data.heldOut().size() - training.size() - heldOut.size();

        // 2. What trains: the adapter or all weights, and the head.
        NDManager memory = model.manager().newSubManager();
        try {
            Tunable.Tuning tuning = tunable(config).prepare(memory, model.transformer(), config.seed());
            ScalarHead head = ScalarHead.zero(memory, model.config().hiddenSize());
            head.parameters().forEach(Parameter::train);

            // 3. Steps over shuffled batches.
            optimise(new Scoring(model, tuning.adapter(), head), tuning.parameters(), training, config, progress);

            // 4. Accuracy and loss on prompts that were not trained on.
            Scoring scoring = new Scoring(model, tuning.adapter(), head);
            RewardEvaluation evaluation = RewardEvaluation.of(scoring.score(heldOut));

            // 5. Scale of the scores.
            Normalisation normalisation = normalisation(scoring, training, config.seed());
            RewardModel.Counts counts = new RewardModel.Counts(training.size(), heldOut.size(), leftOut);
            return new RewardModel(model, memory, tuning.adapter(), head, config, normalisation, evaluation, counts);
        } catch (RuntimeException e) {
            memory.close();
            throw e;
        }
    }

    /** The three things that make a score. */
    record Scoring(LanguageModel model, Adapter adapter, ScalarHead head) {

        List<ScoredPair> score(List<EncodedPair> pairs) {
            List<int[]> sequences = Stream.concat(
                            pairs.stream().map(EncodedPair::chosen),
                            pairs.stream().map(EncodedPair::rejected))
                    .toList();
            double[] scores = SequenceScores.all(model, adapter, head, sequences);
            List<ScoredPair> scored = new ArrayList<>(pairs.size());
            for (int i = 0; i < pairs.size(); i++) {
                EncodedPair pair = pairs.get(i);
                scored.add(new ScoredPair(pair.pair(), scores[i], scores[pairs.size() + i], pair.margin()));
            }
            return scored;
        }
    }

    private static void optimise(
            Scoring scoring,
            List<Parameter> tuned,
            List<EncodedPair> training,
            RewardModelConfig config,
            Progress progress) {
        List<Parameter> parameters = Stream.concat(tuned.stream(), scoring.head().parameters().stream())
                .toList();
        int stepsPerEpoch = (training.size() + config.batchPairs() - 1) / config.batchPairs();
        int steps = stepsPerEpoch * config.epochs();
        Schedule schedule = schedule(config.optimisation(), steps);
        int step = 0;
        try (AdamW optimizer = new AdamW(scoring.model().manager(), parameters, adamW(config.optimisation()))) {
            for (int epoch = 1; epoch <= config.epochs(); epoch++) {
                for (List<EncodedPair> batch : BatchPlan.epoch(training, config.batchPairs(), config.seed(), epoch)) {
                    long began = System.nanoTime();

                    // 3a. Gradient of the batch's loss, part by part.
                    optimizer.zeroGradients();
                    BatchResult result = gradients(scoring, batch, config.smoothing());
                    requireFinite(result.loss, step + 1);

                    // 3b. Clip and step.
                    double norm =
                            Gradients.clip(parameters, config.optimisation().maxGradientNorm());
                    double learningRate = schedule.rate(step);
                    optimizer.step(learningRate);
                    step++;

                    // 3c. Report.
                    double seconds = (System.nanoTime() - began) / 1e9;
                    int tokens = batch.stream().mapToInt(EncodedPair::tokens).sum();
                    progress.step(new StepMetrics(
                            step,
                            steps,
                            epoch,
                            result.loss,
                            result.right / batch.size(),
                            norm,
                            learningRate,
                            tokens / seconds));
                }
            }
        }
    }

    /** Loss of a batch and how many of its pairs were ordered rightly (ties half), before the step. */
    private record BatchResult(double loss, double right) {}

    /** Adds the gradient of the batch's loss to the parameters. */
    private static BatchResult gradients(Scoring scoring, List<EncodedPair> batch, double smoothing) {
        double totalWeight =
                batch.stream().mapToDouble(pair -> pair.pair().weight()).sum();
        double loss = 0;
        double right = 0;
        for (List<EncodedPair> part : BatchPlan.parts(batch, TOKENS_AT_ONCE)) {
            int n = part.size();
            // Chosen and rejected go through in one pass: rows 0..n-1 and n..2n-1.
            List<int[]> rows = Stream.concat(
                            part.stream().map(EncodedPair::chosen),
                            part.stream().map(EncodedPair::rejected))
                    .toList();
            try (NDManager memory = scoring.model().newStep();
                    Autograd.Scope on = Autograd.on()) {
                NDArray scores =
                        SequenceScores.of(memory, scoring.model(), scoring.adapter(), scoring.head(), rows); // (2n)
                NDArray chosen = Operators.narrow(scores, 0, 0, n);
                NDArray rejected = Operators.narrow(scores, 0, n, n);
                NDArray partLoss = BradleyTerry.loss(
                        chosen,
                        rejected,
                        column(memory, part, true),
                        column(memory, part, false),
                        totalWeight,
                        smoothing);
                Autograd.backward(partLoss);
                loss += partLoss.getFloat();
                float[] values = scores.toFloatArray();
                for (int i = 0; i < n; i++) {
                    right += BradleyTerry.win(values[i], values[n + i]);
                }
            }
        }
        return new BatchResult(loss, right);
    }

    /** Margins or weights of the pairs (N). */
    private static NDArray column(NDManager memory, List<EncodedPair> pairs, boolean margins) {
        float[] values = new float[pairs.size()];
        for (int i = 0; i < values.length; i++) {
            EncodedPair pair = pairs.get(i);
            values[i] = (float) (margins ? pair.margin() : pair.pair().weight());
        }
        return memory.create(values);
    }

    private static Normalisation normalisation(Scoring scoring, List<EncodedPair> training, long seed) {
        List<EncodedPair> sample = new ArrayList<>(training);
        Collections.shuffle(sample, new SplittableRandom(seed));
        List<ScoredPair> scored = scoring.score(sample.subList(0, Math.min(NORMALISED_PAIRS, sample.size())));
        return Normalisation.of(scored.stream()
                .flatMap(pair -> Stream.of(pair.chosen(), pair.rejected()))
                .mapToDouble(Double::doubleValue)
                .toArray());
    }

    private static Tunable tunable(RewardModelConfig config) {
        return switch (config.tuning().method()) {
            case "full" -> Tunable.full();
            case "lora" ->
                new Tunable.Lora(new LoraConfig(
                        config.tuning().rank(),
                        config.tuning().alpha(),
                        Set.copyOf(config.tuning().targets())));
            default ->
                throw new IllegalArgumentException(
                        "tuning.method " + config.tuning().method() + " is unknown");
        };
    }

    private static Schedule schedule(Optimisation optimisation, int steps) {
        Schedule.Shape shape = Schedule.Shape.valueOf(optimisation.schedule().toUpperCase(Locale.ROOT));
        long warmUp = Math.round(optimisation.warmUpShare() * steps);
        return new Schedule(shape, optimisation.learningRate(), warmUp, steps);
    }

    private static AdamWConfig adamW(Optimisation optimisation) {
        return new AdamWConfig(
                optimisation.beta1(), optimisation.beta2(), optimisation.epsilon(), optimisation.weightDecay());
    }

    private static List<EncodedPair> required(List<EncodedPair> pairs, String purpose, RewardModelConfig config) {
        if (pairs.isEmpty()) {
            throw new AttuneException(
                    "no-pairs",
                    ErrorCategory.CALLER,
                    "There is no pair to " + purpose + ": none was given, or all are longer than maxTokens ("
                            + config.maxTokens() + ").");
        }
        return pairs;
    }

    private static void requireFinite(double loss, int step) {
        if (!Double.isFinite(loss)) {
            throw new AttuneException(
                    "diverged",
                    ErrorCategory.CALLER,
                    "The loss became " + loss + " at step " + step
                            + "; lower optimisation.learningRate or check the base model.");
        }
    }
}
