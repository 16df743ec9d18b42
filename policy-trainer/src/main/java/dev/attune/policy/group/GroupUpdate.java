package dev.attune.policy.group;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;

import dev.attune.contracts.settings.KlPlace;
import dev.attune.contracts.settings.group.GroupConfig;
import dev.attune.lm.batch.AnswerBatch;
import dev.attune.lm.optim.AdamW;
import dev.attune.lm.optim.Schedule;
import dev.attune.lm.torch.Autograd;
import dev.attune.policy.data.LengthGroups;
import dev.attune.policy.estimator.KlEstimator;
import dev.attune.policy.ground.Optimisers;
import dev.attune.policy.ground.Seeds;
import dev.attune.policy.metrics.GroupMetric;
import dev.attune.policy.metrics.Means;
import dev.attune.policy.model.AdapterPolicy;
import dev.attune.policy.rollout.Rollout;
import dev.attune.policy.rollout.Trajectory;
import dev.attune.policy.run.AdapterLearner;

import static dev.attune.lm.torch.Operators.indexSelect;

/** The optimisation part of one update: epochs over its answers in minibatches, each of them one optimiser step. */
final class GroupUpdate {

    private static final int MINIBATCHES = 3;

    private final GroupConfig config;
    private final AdapterPolicy policy;
    private final AdamW optimiser;
    private final Schedule schedule;
    private final GroupObjective objective;

    GroupUpdate(GroupConfig config, AdapterLearner learner) {
        this.config = config;
        this.policy = learner.policy();
        this.optimiser = learner.optimiser();
        this.schedule = Optimisers.schedule(config.policy().optimisation(), steps(config));
        this.objective = objective(config);
    }

    /** Learns from {@code rollout}, whose answers have one advantage each. */
    void perform(int update, Rollout rollout, float[] advantages, Means means) {
        for (int epoch = 0; epoch < config.rounds().epochs(); epoch++) {
            List<Integer> order =
                    Seeds.order(rollout.size(), Seeds.derive(config.policy().seed(), MINIBATCHES, update, epoch));
            for (int from = 0; from < order.size(); from += config.rounds().minibatch()) {
                List<Integer> rows = order.subList(
                        from, Math.min(order.size(), from + config.rounds().minibatch()));
                step(update, rollout, advantages, rows, means);
            }
        }
    }

    private void step(int update, Rollout rollout, float[] advantages, List<Integer> rows, Means means) {
        optimiser.zeroGradients();
        double tokens = rows.stream()
                .mapToInt(row -> rollout.answers().get(row).length())
                .sum();
        double counted = objective.ratio() == GroupObjective.Ratio.TOKEN ? tokens : rows.size();
        Sums sums = new Sums();
        int most = config.rounds().microBatch();
        for (List<Integer> part : LengthGroups.of(rows, rollout::sequenceLength, most)) {
            backward(rollout, advantages, part, new Step(rows.size(), tokens), sums);
        }
        double norm = Optimisers.clip(optimiser.parameters(), config.policy().optimisation(), update);
        double rate = schedule.rate(optimiser.steps());
        optimiser.step(rate);
        means.add(GroupMetric.POLICY_LOSS, sums.policy);
        means.add(GroupMetric.KL_LOSS, sums.kl);
        means.add(GroupMetric.CLIP_FRACTION, sums.clipped / counted);
        means.add(GroupMetric.APPROXIMATE_KL, sums.squares / tokens);
        means.add(GroupMetric.GRADIENT_NORM, norm);
        means.add(GroupMetric.LEARNING_RATE, rate);
    }

    /** The size of an optimiser step. */
    private record Step(int answers, double tokens) {}

    /** What the parts of an optimiser step add up to. */
    private static final class Sums {
        private double policy;
        private double kl;
        private double clipped;
        private double squares;
    }

    /** Part of a minibatch: a recorded pass over its answers and its loss; their gradients add up. */
    private void backward(Rollout rollout, float[] advantages, List<Integer> rows, Step size, Sums sums) {
        try (NDManager step = policy.model().newStep();
                Autograd.Scope on = Autograd.on()) {
            Rollout part = new Rollout(
                    rows.stream().map(row -> rollout.answers().get(row)).toList());
            AnswerBatch batch = AnswerBatch.of(
                    step,
                    part.answers().stream().map(Trajectory::promptTokens).toList(),
                    part.answers().stream().map(Trajectory::tokens).toList());
            AdapterPolicy.Recorded now = policy.record(batch, config.sampling().temperature());
            float[] own = new float[rows.size()];
            IntStream.range(0, own.length).forEach(i -> own[i] = advantages[rows.get(i)]);
            GroupObjective.Loss loss = objective.of(
                    padded(step, now.logProbs(), part), // (B, T)
                    new GroupObjective.Answers(
                            part.matrix(step, Trajectory::logProbs),
                            part.matrix(step, Trajectory::referenceLogProbs),
                            step.create(own),
                            part.mask(step)),
                    reduction(size),
                    size.answers());
            Autograd.backward(loss.loss());
            now.backward();
            sums.policy += loss.policy().getFloat();
            sums.kl += loss.kl().getFloat();
            sums.clipped += loss.clipped().getFloat();
            sums.squares += loss.squares().getFloat();
        }
    }

    private Reduction reduction(Step size) {
        return switch (config.method().reduction()) {
            case PER_ANSWER -> new Reduction.PerAnswer();
            case PER_TOKEN -> new Reduction.PerToken(size.tokens());
            case CONSTANT -> new Reduction.Constant(config.sampling().maxNewTokens());
        };
    }

    /** Numbers of real tokens (N), answer after answer, as a rectangle (B, T) with 0 after an answer's end; recorded. */
    private static NDArray padded(NDManager step, NDArray numbers, Rollout answers) {
        int time = answers.answers().stream().mapToInt(Trajectory::length).max().orElse(0);
        long[] places = new long[answers.size() * time];
        Arrays.fill(places, answers.tokens()); // the zero behind the last number
        long next = 0;
        for (int row = 0; row < answers.size(); row++) {
            for (int t = 0; t < answers.answers().get(row).length(); t++) {
                places[row * time + t] = next++;
            }
        }
        NDArray withZero = NDArrays.concat(new NDList(numbers, step.zeros(new Shape(1))));
        return indexSelect(withZero, 0, step.create(places)).reshape(answers.size(), time);
    }

    private static GroupObjective objective(GroupConfig config) {
        return new GroupObjective(
                switch (config.method().ratio()) {
                    case TOKEN -> GroupObjective.Ratio.TOKEN;
                    case ANSWER -> GroupObjective.Ratio.ANSWER;
                },
                config.method().clipLow(),
                config.method().clipHigh(),
                config.kl().klPlace() == KlPlace.LOSS ? config.kl().klCoefficient() : 0,
                KlEstimator.of(config.kl().klEstimator()));
    }

    /** Optimiser steps of the whole run, where every answer is scored. */
    private static long steps(GroupConfig config) {
        long perEpoch = Math.ceilDiv(
                config.rounds().prompts() * config.rounds().answers(),
                config.rounds().minibatch());
        return (long) config.rounds().updates() * config.rounds().epochs() * perEpoch;
    }
}
