package dev.attune.policy.ppo;

import java.util.List;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;

import dev.attune.contracts.settings.KlPlace;
import dev.attune.contracts.settings.ppo.PpoConfig;
import dev.attune.lm.batch.AnswerBatch;
import dev.attune.lm.torch.Autograd;
import dev.attune.policy.ground.Seeds;
import dev.attune.policy.metrics.Means;
import dev.attune.policy.metrics.PpoMetric;
import dev.attune.policy.model.PolicyModel;
import dev.attune.policy.model.PolicyPass;
import dev.attune.policy.rollout.Rollout;
import dev.attune.policy.rollout.Trajectory;

import static dev.attune.lm.torch.Operators.times;
import static dev.attune.policy.ppo.Minibatch.joined;

/** The optimisation part of one update: epochs over its answers in minibatches, each of them one optimiser step. */
final class PpoUpdate {

    private static final int MINIBATCHES = 3;

    private final PpoConfig config;
    private final PolicyModel policy;
    private final PpoOptimisers optimisers;
    private final PretrainingMix mix;

    PpoUpdate(PpoConfig config, PpoLearner learner, PretrainingMix mix) {
        this.config = config;
        this.policy = learner.policy();
        this.optimisers = learner.optimisers();
        this.mix = mix;
    }

    /** Learns from {@code rollout}; the rest is left out when the policy has moved further than loss.stopKl. */
    void perform(int update, Rollout rollout, PpoLessons lessons, Means means) {
        int steps = 0;
        boolean going = true;
        for (int epoch = 0; epoch < config.rounds().epochs() && going; epoch++) {
            List<Integer> order =
                    Seeds.order(rollout.size(), Seeds.derive(config.policy().seed(), MINIBATCHES, update, epoch));
            for (int from = 0;
                    from < order.size() && going;
                    from += config.rounds().minibatch()) {
                List<Integer> rows = order.subList(
                        from, Math.min(order.size(), from + config.rounds().minibatch()));
                Minibatch minibatch = Minibatch.of(config, rollout, lessons.advantages(), lessons.returns(), rows);
                going = step(update, steps, minibatch, lessons.klCoefficient(), means);
                steps += going ? 1 : 0;
            }
        }
        means.add(PpoMetric.STEPS, steps);
    }

    /** One optimiser step; false, with nothing moved, when the policy has moved too far already. */
    private boolean step(int update, int step, Minibatch minibatch, double beta, Means means) {
        boolean policyLearns = update >= config.details().value().warmUpUpdates();
        optimisers.zeroGradients();
        StepNumbers numbers = StepNumbers.ZERO;
        for (List<Minibatch.Item> part : minibatch.parts(config)) {
            numbers = numbers.plus(policyLearns ? backward(part, beta) : valuesBackward(part));
        }
        if (config.details().loss().stopKl() > 0
                && numbers.approximateKl() > config.details().loss().stopKl()) {
            return false;
        }
        if (policyLearns && config.details().pretraining().coefficient() > 0) {
            means.add(PpoMetric.PRETRAINING_LOSS, mix.backward(policy, update, step));
        }
        PpoOptimisers.Step moved = optimisers.step(policyLearns, update);
        numbers.addTo(means);
        if (policyLearns && config.details().loss().entropyCoefficient() > 0) {
            means.add(PpoMetric.VOCABULARY_ENTROPY, numbers.entropy());
        }
        means.add(PpoMetric.GRADIENT_NORM, moved.norm());
        means.add(PpoMetric.LEARNING_RATE, moved.rate());
        return true;
    }

    /** Part of a minibatch: one recorded pass over its answers and all losses; the gradients of parts add up. */
    private StepNumbers backward(List<Minibatch.Item> items, double beta) {
        try (NDManager step = policy.model().newStep();
                Autograd.Scope on = Autograd.on()) {
            boolean bonus = config.details().loss().entropyCoefficient() > 0;
            PolicyPass pass = pass(step, items, new PolicyPass.Wanted(true, bonus));
            NDArray weights = joined(step, items, Minibatch.Item::tokenWeights); // (1, N): only real tokens
            NDArray logProbs = pass.logProbs().expandDims(0);
            PpoLoss.Policy policyLoss = PpoLoss.weightedPolicy(
                    logProbs,
                    joined(step, items, item -> item.answer().logProbs()),
                    joined(step, items, Minibatch.Item::advantages),
                    weights,
                    config.objective().clipRange(),
                    config.details().loss().dualClip());
            PpoLoss.Value valueLoss = valueLoss(step, items, pass);
            NDArray loss = policyLoss.loss().add(weighted(valueLoss));
            if (config.details().kl().place() == KlPlace.LOSS) {
                NDArray reference = joined(step, items, item -> item.answer().referenceLogProbs());
                NDArray kl =
                        Targets.kl(config, logProbs, reference).mul(weights).sum();
                loss = loss.add(times(kl, beta));
            }
            double entropy = 0;
            if (bonus) {
                NDArray mean = pass.entropies().expandDims(0).mul(weights).sum();
                loss = loss.sub(times(mean, config.details().loss().entropyCoefficient()));
                entropy = mean.getFloat();
            }
            pass.backward(loss);
            return StepNumbers.of(policyLoss, valueLoss).withEntropy(entropy);
        }
    }

    /** As {@link #backward}, where only values learn: gradients reach neither the policy nor a trunk that it shares. */
    private StepNumbers valuesBackward(List<Minibatch.Item> items) {
        try (NDManager step = policy.model().newStep();
                Autograd.Scope on = Autograd.on()) {
            PolicyPass pass = pass(step, items, new PolicyPass.Wanted(false, false));
            PpoLoss.Value valueLoss = valueLoss(step, items, pass);
            pass.backward(weighted(valueLoss));
            return StepNumbers.of(valueLoss);
        }
    }

    private PolicyPass pass(NDManager step, List<Minibatch.Item> items, PolicyPass.Wanted wanted) {
        List<Trajectory> answers = items.stream().map(Minibatch.Item::answer).toList();
        AnswerBatch batch = AnswerBatch.of(
                step,
                answers.stream().map(Trajectory::promptTokens).toList(),
                answers.stream().map(Trajectory::tokens).toList());
        int[] values =
                answers.stream().mapToInt(answer -> answer.values().length).toArray();
        return new PolicyPass(policy, batch, values, config.sampling().temperature(), wanted);
    }

    private PpoLoss.Value valueLoss(NDManager step, List<Minibatch.Item> items, PolicyPass pass) {
        return PpoLoss.weightedValue(
                pass.values().expandDims(0),
                joined(step, items, item -> item.answer().values()),
                joined(step, items, Minibatch.Item::returns),
                joined(step, items, Minibatch.Item::valueWeights),
                config.objective().valueClipRange());
    }

    /** A value model of its own has an optimiser of its own, which needs no weight between two losses. */
    private NDArray weighted(PpoLoss.Value value) {
        return policy.valueTrunk().isPresent()
                ? value.loss()
                : times(value.loss(), config.objective().valueCoefficient());
    }
}
