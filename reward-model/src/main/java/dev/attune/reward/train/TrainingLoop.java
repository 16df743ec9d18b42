package dev.attune.reward.train;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;

import dev.attune.contracts.error.ErrorCategory;
import dev.attune.contracts.settings.Optimisation;
import dev.attune.contracts.settings.reward.RewardModelConfig;
import dev.attune.lm.batch.SegmentedBatch;
import dev.attune.lm.optim.AdamW;
import dev.attune.lm.optim.AdamWConfig;
import dev.attune.lm.optim.Gradients;
import dev.attune.lm.optim.Schedule;
import dev.attune.lm.torch.Autograd;
import dev.attune.lm.torch.Operators;
import dev.attune.lm.train.Checkpointing;
import dev.attune.lm.train.TrainingPass;
import dev.attune.lm.weight.Parameter;
import dev.attune.reward.encode.BatchPlan;
import dev.attune.reward.encode.PromptGroup;
import dev.attune.reward.encode.PromptGroup.Comparison;
import dev.attune.reward.loss.BradleyTerry;
import dev.attune.reward.score.SequenceScores;

/** The optimiser steps of {@link RewardModelling}. */
final class TrainingLoop {

    private final SequenceScores scoring;
    private final List<Parameter> parameters;
    private final RewardModelConfig config;
    private final ComparisonLoss loss;
    private final Bootstrap bootstrap;
    private final int tokensAtOnce;

    TrainingLoop(
            SequenceScores scoring,
            List<Parameter> tuned,
            TieParameter ties,
            RewardModelConfig config,
            int tokensAtOnce) {
        this.scoring = scoring;
        this.parameters = Stream.of(tuned, scoring.heads().parameters(), ties.parameters())
                .flatMap(List::stream)
                .toList();
        this.config = config;
        this.loss = new ComparisonLoss(
                config.objective().softLabels(),
                config.objective().smoothing(),
                config.objective().centringCoefficient(),
                ties.array());
        this.bootstrap =
                new Bootstrap(config.training().seed(), config.objective().heads());
        this.tokensAtOnce = tokensAtOnce;
    }

    /** Takes all steps, or those that {@code snapshots} have not seen. */
    void run(List<PromptGroup> training, Progress progress, Snapshots snapshots) {
        Optimisation optimisation = config.training().optimisation();
        List<List<PromptGroup>> batches = BatchPlan.run(
                training,
                config.batches().batchPairs(),
                config.batches().epochs(),
                config.training().seed());
        int perEpoch = BatchPlan.epoch(
                        training,
                        config.batches().batchPairs(),
                        config.training().seed(),
                        1)
                .size();
        Schedule schedule = schedule(optimisation, batches.size());
        try (AdamW optimizer = new AdamW(scoring.model().manager(), parameters, adamW(optimisation))) {
            int first = snapshots.restore(config, training, optimizer);
            for (int step = first; step < batches.size(); step++) {
                long began = System.nanoTime();
                List<PromptGroup> batch = batches.get(step);

                // 3a. Gradient of the batch's loss, part by part.
                optimizer.zeroGradients();
                BatchResult result = gradients(batch);
                requireFinite(result.loss, step + 1);

                // 3b. Clip and step.
                double norm = Gradients.clip(parameters, optimisation.maxGradientNorm());
                double learningRate = schedule.rate(step);
                optimizer.step(learningRate);

                // 3c. Report and keep.
                double seconds = (System.nanoTime() - began) / 1e9;
                int tokens = batch.stream().mapToInt(PromptGroup::tokens).sum();
                StepMetrics metrics = new StepMetrics(
                        step + 1,
                        batches.size(),
                        step / perEpoch + 1,
                        result.loss,
                        result.accuracy(),
                        norm,
                        learningRate,
                        tokens / seconds);
                snapshots.report(metrics, optimizer);
                progress.step(metrics);
            }
        }
    }

    /**
     * What a batch was like before its step.
     *
     * @param right decided comparisons that were ordered rightly, equal scores half
     */
    private record BatchResult(double loss, double right, int decided) {
        double accuracy() {
            return decided == 0 ? 0.5 : right / decided;
        }
    }

    /** Adds the gradient of the batch's loss to the parameters. */
    private BatchResult gradients(List<PromptGroup> batch) {
        double total = batch.stream().mapToDouble(PromptGroup::weight).sum();
        double sum = 0;
        double right = 0;
        int decided = 0;
        for (List<PromptGroup> part : BatchPlan.parts(batch, tokensAtOnce)) {
            try (NDManager memory = scoring.model().newStep();
                    Autograd.Scope on = Autograd.on()) {
                Places places = Places.of(part);
                SegmentedBatch rows = SegmentedBatch.of(
                        memory,
                        part.stream().flatMap(group -> group.rows().stream()).toList());
                TrainingPass pass =
                        scoring.model().transformer().trainingPass(rows, scoring.adapter(), Checkpointing.OFF);
                NDArray scores = scoring.heads().scores(rows.lastStates(pass.hiddenStates())); // (answers, heads)
                NDArray first = Operators.indexSelect(scores, 0, memory.create(places.first)); // (N, heads)
                NDArray second = Operators.indexSelect(scores, 0, memory.create(places.second)); // (N, heads)
                NDArray counts = bootstrap.counts(memory, places.comparisons);
                NDArray partLoss = loss.of(first, second, places.comparisons, counts, total);
                Autograd.backward(partLoss);
                pass.backward();
                sum += partLoss.getFloat();
                right += places.right(
                        first.toFloatArray(),
                        second.toFloatArray(),
                        config.objective().heads());
                decided += places.decided();
            }
        }
        return new BatchResult(sum, right, decided);
    }

    /** Where a part's comparisons find their two answers among all answers of the part. */
    @SuppressWarnings("ArrayRecordComponent") // used here only
    private record Places(List<Comparison> comparisons, long[] first, long[] second) {

        static Places of(List<PromptGroup> groups) {
            List<Comparison> all = new ArrayList<>();
            List<Long> offsets = new ArrayList<>();
            long answers = 0;
            for (PromptGroup group : groups) {
                for (Comparison comparison : group.comparisons()) {
                    all.add(comparison);
                    offsets.add(answers);
                }
                answers += group.answers();
            }
            long[] first = new long[all.size()];
            long[] second = new long[all.size()];
            for (int i = 0; i < first.length; i++) {
                first[i] = offsets.get(i) + all.get(i).first();
                second[i] = offsets.get(i) + all.get(i).second();
            }
            return new Places(all, first, second);
        }

        int decided() {
            return (int)
                    comparisons.stream().filter(one -> one.pair().isDecisive()).count();
        }

        /** Decided comparisons that the mean of the heads orders rightly. */
        double right(float[] firstScores, float[] secondScores, int heads) {
            double right = 0;
            for (int i = 0; i < comparisons.size(); i++) {
                if (comparisons.get(i).pair().isDecisive()) {
                    right += BradleyTerry.win(sum(firstScores, i, heads), sum(secondScores, i, heads));
                }
            }
            return right;
        }

        private static double sum(float[] rows, int row, int width) {
            double sum = 0;
            for (int i = 0; i < width; i++) {
                sum += rows[row * width + i];
            }
            return sum;
        }
    }

    private static Schedule schedule(Optimisation optimisation, int steps) {
        Schedule.Shape shape = Schedule.Shape.valueOf(optimisation.schedule().name());
        long warmUp = Math.round(optimisation.warmUpShare() * steps);
        return new Schedule(shape, optimisation.adam().learningRate(), warmUp, steps);
    }

    private static AdamWConfig adamW(Optimisation optimisation) {
        return new AdamWConfig(
                optimisation.adam().beta1(),
                optimisation.adam().beta2(),
                optimisation.adam().epsilon(),
                optimisation.adam().weightDecay());
    }

    private static void requireFinite(double loss, int step) {
        if (!Double.isFinite(loss)) {
            throw ErrorCategory.CALLER.error(
                    "diverged",
                    "The loss became " + loss + " at step " + step
                            + "; lower optimisation.learningRate or check the base model.");
        }
    }
}
