package dev.attune.reward.train;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;

import ai.djl.ndarray.NDManager;

import dev.attune.contracts.error.AttuneException;
import dev.attune.contracts.settings.reward.RewardModelConfig;
import dev.attune.lm.adapt.Tunable;
import dev.attune.lm.model.LanguageModel;
import dev.attune.lm.weight.Parameter;
import dev.attune.preference.pair.PreferencePair;
import dev.attune.preference.pair.PromptSplit;
import dev.attune.reward.encode.GroupEncoder;
import dev.attune.reward.encode.GroupEncoder.Encoded;
import dev.attune.reward.encode.PromptGroup;
import dev.attune.reward.encode.PromptGroup.Comparison;
import dev.attune.reward.encode.Refusals;
import dev.attune.reward.evaluation.PairScoring;
import dev.attune.reward.evaluation.RewardEvaluation;
import dev.attune.reward.score.AnswerEncoder;
import dev.attune.reward.score.HeadEnsemble;
import dev.attune.reward.score.Judgements;
import dev.attune.reward.score.Normalisation;
import dev.attune.reward.score.SequenceScores;
import dev.attune.reward.tune.Tunables;

/**
 * Reward modelling: a language model with a scalar head learns to score answers as people compared them (Stiennon et
 * al. 2020, arXiv 2009.01325; Ouyang et al. 2022, arXiv 2203.02155).
 *
 * <p>Conventions chosen:
 *
 * <ol>
 *   <li>The score is read at the answer's end token, which every sequence carries; no pooling over tokens. Where it
 *       saves time, a prompt goes through the transformer once for all its answers, which do not see each other.
 *   <li>Loss and score are float32 whatever the compute type ({@link ComparisonLoss}).
 *   <li>A batch's loss is weighted by the comparisons' weights and divided by their sum over the whole batch, so cutting
 *       the batch into parts that fit the memory changes nothing but rounding.
 *   <li>All comparisons of a prompt are in one batch, each weight divided by their number ({@link GroupEncoder}).
 *   <li>The margin is marginScale x (strength - 1), plus the margin that a file gives; ties have none.
 *   <li>Where it is known how sure a comparison is, its label is that probability and not 1 ({@code labels}). It is the doubt's
 *       only place: weights say how much a comparison counts, not how sure it is, and margins are off unless asked for.
 *   <li>The loss believes a comparison but for the probability {@code labelSmoothing} that it is mistaken; the
 *       evaluation's loss is without smoothing and soft labels, so that runs compare.
 *   <li>Ties are left out, or learned from by Davidson's model, whose parameter begins where ties of equal answers are as
 *       frequent as in the data. Two bad answers are no tie: they are counted and never trained on.
 *   <li>A single head begins at zero: every score is 0 and the first loss is log 2 when there is no margin. The heads of an
 *       ensemble begin at random, and each sees every comparison Poisson(1) times ({@link Bootstrap}).
 *   <li>No dropout anywhere. AdamW with PyTorch's epsilon; the gradient's global norm is clipped; the learning rate
 *       follows its schedule by optimiser step.
 *   <li>Raw scores are normalised to mean 0 and deviation 1 on the answers of (at most {@value #NORMALISED_PAIRS}) training
 *       comparisons, and the two numbers are kept with the checkpoint.
 * </ol>
 *
 * <p>Left out: early stopping, per-token and process rewards, and dropout as a source of uncertainty.
 */
public final class RewardModelling {

    /** Padded tokens of one forward and backward pass: bounds the memory of activations. */
    static final int TOKENS_AT_ONCE = 2048;

    private static final int NORMALISED_PAIRS = 256;

    private RewardModelling() {}

    /** As {@link #train(LanguageModel, PromptSplit, RewardModelConfig, Progress, Snapshots)}, without anything to resume. */
    public static RewardModel train(
            LanguageModel model, PromptSplit data, RewardModelConfig config, Progress progress) {
        return train(model, data, config, progress, Snapshots.none());
    }

    /**
     * Trains on {@code data}'s training part, or goes on where {@code snapshots} end, and evaluates on its held-out part.
     *
     * @param model the base; LoRA leaves it as it is, full tuning changes it
     * @throws AttuneException {@code no-pairs}, {@code all-ties}, {@code one-sided}, {@code bad-setting}, {@code other-run}
     *     or {@code diverged}
     */
    public static RewardModel train(
            LanguageModel model, PromptSplit data, RewardModelConfig config, Progress progress, Snapshots snapshots) {
        return train(model, data, config, progress, snapshots, TOKENS_AT_ONCE);
    }

    static RewardModel train(
            LanguageModel model,
            PromptSplit data,
            RewardModelConfig config,
            Progress progress,
            Snapshots snapshots,
            int tokensAtOnce) {
        // 1. What can be learned from; texts to tokens; what is too long is left out and counted.
        int longest = Math.min(config.batches().maxTokens(), model.config().maximumPositions());
        GroupEncoder encoder = new GroupEncoder(
                new AnswerEncoder(model),
                longest,
                config.objective().marginScale(),
                config.objective().keepsRankingsTogether());
        Refusals refusals =
                new Refusals(config.batches().maxTokens(), model.config().maximumPositions());
        Encoded training = refusals.checked(encoder, usable(data.training(), config), data.training(), "train on");
        Encoded heldOut = refusals.checked(encoder, usable(data.heldOut(), config), data.heldOut(), "evaluate on");
        refusals.requireTwoSides(training);

        int places = Tunables.of(config.training().tuning(), model).places();
        Tunables.requireRoom(places, model, Math.max(training.longest(), heldOut.longest()), "prompt with its answer");

        // 2. What trains: the adapter or all weights, the heads, and the tie parameter where it is learned.
        NDManager memory = model.manager().newSubManager();
        try {
            Tunable.Tuning tuning = Tunables.prepare(
                    config.training().tuning(), model, memory, config.training().seed());
            HeadEnsemble heads = heads(memory, model, config);
            heads.parameters().forEach(Parameter::train);
            TieParameter ties = TieParameter.of(memory, config, training);
            SequenceScores scoring = new SequenceScores(model, tuning.adapter(), heads);

            // 3. Steps over shuffled batches.
            new TrainingLoop(scoring, tuning.parameters(), ties, config, tokensAtOnce)
                    .run(training.groups(), progress, snapshots);

            // 4. Accuracy, loss and calibration on prompts that were not trained on.
            PairScoring scored = PairScoring.of(scoring, heldOut);
            RewardEvaluation evaluation = RewardEvaluation.of(scored.decisive(), scored.ties(), ties.value());

            // 5. Scale of the scores.
            Normalisation normalisation =
                    normalisation(scoring, training.groups(), config.training().seed());
            return new RewardModel(
                    model,
                    memory,
                    new RewardModel.Parts(tuning.adapter(), heads, ties.value()),
                    config,
                    normalisation,
                    evaluation,
                    RewardModel.Counts.of(data, training, heldOut));
        } catch (RuntimeException e) {
            memory.close();
            throw e;
        }
    }

    /** The comparisons that {@code config} learns from. */
    private static List<PreferencePair> usable(List<PreferencePair> pairs, RewardModelConfig config) {
        return pairs.stream()
                .filter(pair -> switch (pair.outcome()) {
                    case DECISIVE -> true;
                    case TIE -> config.objective().learnsTies();
                    case BOTH_BAD -> false;
                })
                .toList();
    }

    private static HeadEnsemble heads(NDManager memory, LanguageModel model, RewardModelConfig config) {
        int hidden = model.config().hiddenSize();
        return config.objective().heads() == 1
                ? HeadEnsemble.zero(memory, hidden)
                : HeadEnsemble.random(
                        memory,
                        hidden,
                        config.objective().heads(),
                        config.training().seed());
    }

    private static Normalisation normalisation(SequenceScores scoring, List<PromptGroup> training, long seed) {
        List<PromptGroup> shuffled = new ArrayList<>(training);
        Collections.shuffle(shuffled, new SplittableRandom(seed));
        List<PromptGroup> sample = new ArrayList<>();
        int pairs = 0;
        for (PromptGroup group : shuffled) {
            if (pairs < NORMALISED_PAIRS) {
                sample.add(group);
                pairs += group.comparisons().size();
            }
        }
        double[] answers =
                Judgements.of(scoring.ofRows(new Encoded(sample, 0, "").rows())).scores();
        double[] all = new double[2 * pairs];
        int before = 0;
        int filled = 0;
        for (PromptGroup group : sample) {
            for (Comparison comparison : group.comparisons()) {
                all[filled++] = answers[before + comparison.first()];
                all[filled++] = answers[before + comparison.second()];
            }
            before += group.answers();
        }
        return Normalisation.of(all);
    }
}
