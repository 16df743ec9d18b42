package dev.attune.policy.group;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;

import dev.attune.contracts.error.AttuneException;
import dev.attune.contracts.error.ErrorCategory;
import dev.attune.contracts.event.Message;
import dev.attune.contracts.settings.KlPlace;
import dev.attune.contracts.settings.group.GroupConfig;
import dev.attune.contracts.settings.group.GroupRounds;
import dev.attune.lm.batch.AnswerBatch;
import dev.attune.lm.model.LanguageModel;
import dev.attune.lm.optim.AdamW;
import dev.attune.lm.optim.Gradients;
import dev.attune.lm.optim.Schedule;
import dev.attune.lm.torch.Autograd;
import dev.attune.policy.data.LengthGroups;
import dev.attune.policy.estimator.KlEstimator;
import dev.attune.policy.estimator.Masked;
import dev.attune.policy.estimator.Rewards;
import dev.attune.policy.estimator.Variance;
import dev.attune.policy.ground.Optimisers;
import dev.attune.policy.ground.RewardFunction;
import dev.attune.policy.ground.SameRun;
import dev.attune.policy.ground.Seeds;
import dev.attune.policy.metrics.Alarm;
import dev.attune.policy.metrics.Alarms;
import dev.attune.policy.metrics.GroupMetric;
import dev.attune.policy.metrics.Means;
import dev.attune.policy.metrics.Monitor;
import dev.attune.policy.metrics.Stopwatch;
import dev.attune.policy.metrics.Vitals;
import dev.attune.policy.model.AdapterPolicy;
import dev.attune.policy.ppo.Ppo;
import dev.attune.policy.rollout.GroupCollector;
import dev.attune.policy.rollout.GroupRollout;
import dev.attune.policy.rollout.PromptSet;
import dev.attune.policy.rollout.Rollout;
import dev.attune.policy.rollout.SamplingPlan;
import dev.attune.policy.rollout.Trajectory;
import dev.attune.policy.run.HeldOut;
import dev.attune.policy.run.RunWatch;
import dev.attune.worker.folder.RunFolder;

import static dev.attune.lm.torch.Operators.indexSelect;
import static dev.attune.lm.torch.Operators.times;

/**
 * Policy gradients in which an answer is compared with the other answers to its prompt, from top to bottom: GRPO (Shao et al.
 * 2024), Dr. GRPO (Liu et al. 2025), DAPO (Yu et al. 2025) and RLOO (Ahmadian et al. 2024) by the settings of
 * {@link GroupConfig}.
 *
 * <p>Conventions, where systems differ:
 *
 * <ul>
 *   <li>LoRA on the policy, no value function. The reference is the adapter switched off, or a frozen copy of the adapter that
 *       the run continues.
 *   <li>Old log-probabilities are computed again by a pass without recording; the generator's own are used only to measure the
 *       mismatch between the two. The end token of an answer that ended counts as one of its tokens.
 *   <li>{@code standardised} divides by the deviation with n - 1 plus 1e-4, as TRL does (OpenRLHF: 1e-9).
 *   <li>Each loss is divided by the answers, or tokens, of its whole optimiser step, however the step is cut into parts of like
 *       length. {@code constant} divides by answers x maxNewTokens.
 *   <li>RLOO's KL is taken from the reward before the others' mean is, and is that of the policy that sampled (k1, summed over
 *       an answer's tokens); its ratio is that of whole answers, clipped like a token's.
 *   <li>An answer without a score is not among those that others are compared with; a prompt with less than two scored answers
 *       is left out of the update.
 * </ul>
 *
 * <p>Left out: full tuning, a moving reference, DAPO's soft penalty for answers near the limit (give it as a reward of
 * length), ratios between training and generation, an entropy bonus.
 */
public final class GroupTuning {

    private static final int ADAPTER = 2;
    private static final int MINIBATCHES = 3;
    private static final int SAMPLES = 8;
    private static final double EPSILON = 1e-4;
    private static final String OPTIMISER = "optimiser.safetensors";

    private final GroupConfig config;
    private final LanguageModel model;
    private final Optional<Path> parent;
    private final String baseName;
    private final Optional<HeldOut> heldOut;
    private final GroupObjective objective;

    /**
     * @param parent directory of the adapter to continue, if any
     * @param baseName under which the adapter's configuration names its base
     * @param heldOut prompts that are answered now and then, to be looked at and for the alarm of over-optimisation
     */
    public GroupTuning(
            GroupConfig config,
            LanguageModel model,
            Optional<Path> parent,
            String baseName,
            Optional<HeldOut> heldOut) {
        AdapterPolicy.requireLora(config.policy().tuning(), "a group method");
        this.config = config;
        this.model = model;
        this.parent = parent;
        this.baseName = baseName;
        this.heldOut = heldOut;
        this.objective = new GroupObjective(
                switch (config.method().ratio()) {
                    case TOKEN -> GroupObjective.Ratio.TOKEN;
                    case ANSWER -> GroupObjective.Ratio.ANSWER;
                },
                config.method().clipLow(),
                config.method().clipHigh(),
                config.kl().klPlace() == KlPlace.LOSS ? config.kl().klCoefficient() : 0,
                KlEstimator.of(config.kl().klEstimator()));
    }

    /**
     * Trains until the last update, until an alarm is raised, or until {@code stop} says so between two updates; goes
     * on from the newest state in {@code folder} if there is one.
     *
     * @throws AttuneException {@code no-prompts}, {@code nothing-scored}, {@code not-finite}, {@code reward-not-finite},
     *     {@code resume-mismatch}
     */
    public Ppo.Outcome run(
            List<List<Message>> prompts,
            RewardFunction reward,
            RunFolder<GroupState> folder,
            Ppo.Progress progress,
            BooleanSupplier stop) {
        PromptSet promptSet = PromptSet.of(model, prompts, config.sampling().maxPromptTokens());
        String promptsSha256 = SameRun.hash(prompts);
        RunFolder.Saved<GroupState> saved = folder.newest().orElseGet(() -> begin(folder, promptsSha256));
        GroupState state = saved.state();
        SameRun.requirePrompts(state.promptsSha256(), promptsSha256);
        SameRun.requireSettings(state.configuration(), config);
        folder.forgetAfter(state.update());
        try (AdapterPolicy policy = AdapterPolicy.resume(model, parent, saved.directory());
                AdamW optimiser = optimiser(policy)) {
            optimiser.load(saved.directory().resolve(OPTIMISER));
            GroupCollector collector = new GroupCollector(sampling(), policy, promptSet, reward);
            Schedule schedule = Optimisers.schedule(config.policy().optimisation(), steps());
            RunWatch watch = RunWatch.of(
                    folder,
                    new Alarms(config.policy().alarms(), config.penalties().maxKl()),
                    heldOut,
                    config.rounds().updates());
            if (state.update() == 0) {
                watch.begin(model, policy.adapter());
            }
            while (state.update() < config.rounds().updates() && watch.alarm().isEmpty()) {
                if (stop.getAsBoolean()) {
                    return new Ppo.Outcome(
                            Optional.empty(), state.update(), state.metrics(), Optional.of("asked to stop"));
                }
                Stopwatch stopwatch = new Stopwatch();
                Means means = new Means();

                // 1. Sample several answers to each prompt, score them, and look up what policy and reference say of
                // them.
                int update = state.update();
                GroupRollout groups = collector.collect(update, stopwatch);
                Rollout rollout = groups.answers();

                // 2. Stop at an alarm, such as a KL beyond its budget: the state before is the last one without.
                Vitals vitals = rollout.vitals();
                Optional<Alarm> alarm = watch.rollout(vitals);
                if (alarm.isPresent()) {
                    return stopped(folder, update, alarm.get());
                }

                // 3. The reward of each answer, compared with those of the others to its prompt.
                float[] advantages = advantages(groups, rollout, means);

                // 4. Optimise: epochs over the answers in minibatches.
                stopwatch.time(GroupMetric.SECONDS_OPTIMISE, () -> {
                    optimise(update, rollout, advantages, policy, optimiser, schedule, means);
                    return update;
                });

                // 5. Save, report.
                Map<String, Double> metrics = metrics(groups, rollout, vitals, means, stopwatch);
                metrics.putAll(watch.update(update + 1, rollout.samples(SAMPLES), model, policy.adapter()));
                state = new GroupState(update + 1, config, promptsSha256, metrics);
                folder.report(state.update(), metrics);
                save(folder, state, policy, optimiser);
                progress.update(state.update(), metrics);
            }
            if (watch.alarm().isPresent()) {
                return stopped(folder, state.update(), watch.alarm().get());
            }
        }
        Path policy = folder.after(state.update()).orElseThrow().directory();
        return new Ppo.Outcome(Optional.of(policy), state.update(), state.metrics(), Optional.empty());
    }

    /** One number for each answer, in the rollout's order. */
    private float[] advantages(GroupRollout groups, Rollout rollout, Means means) {
        try (NDManager step = model.newStep();
                Autograd.Scope off = Autograd.off()) {
            NDArray rewards = Rewards.penaliseMissingEnd(
                    rollout.vector(step, Trajectory::score), // (B)
                    rollout.vector(step, answer -> answer.ended() ? 1 : 0),
                    config.penalties().missingEndPenalty());
            if (config.kl().klPlace() == KlPlace.REWARD) {
                NDArray kl = objective
                        .estimator()
                        .of(
                                rollout.matrix(step, Trajectory::logProbs),
                                rollout.matrix(step, Trajectory::referenceLogProbs)); // (B, T)
                rewards = rewards.sub(times(
                        Masked.sumPerAnswer(kl, rollout.mask(step)), config.kl().klCoefficient()));
            }
            means.add(GroupMetric.REWARD, rewards.mean().getFloat());
            float[] all = rewards.toFloatArray();
            float[] advantages = new float[all.length];
            int first = 0;
            for (List<Trajectory> group : groups.groups()) {
                NDArray own =
                        step.create(Arrays.copyOfRange(all, first, first + group.size()), new Shape(1, group.size()));
                System.arraycopy(advantages(own).toFloatArray(), 0, advantages, first, group.size());
                first += group.size();
            }
            return advantages;
        }
    }

    /** (1, G) to (1, G). */
    private NDArray advantages(NDArray rewards) {
        return switch (config.method().advantage()) {
            case STANDARDISED -> GroupAdvantages.standardised(rewards, Variance.UNBIASED, EPSILON);
            case CENTRED -> GroupAdvantages.centred(rewards);
            case LEAVE_ONE_OUT -> GroupAdvantages.leaveOneOut(rewards);
        };
    }

    private void optimise(
            int update,
            Rollout rollout,
            float[] advantages,
            AdapterPolicy policy,
            AdamW optimiser,
            Schedule schedule,
            Means means) {
        for (int epoch = 0; epoch < config.rounds().epochs(); epoch++) {
            List<Integer> order =
                    shuffled(rollout.size(), Seeds.derive(config.policy().seed(), MINIBATCHES, update, epoch));
            for (int from = 0; from < order.size(); from += config.rounds().minibatch()) {
                List<Integer> rows = order.subList(
                        from, Math.min(order.size(), from + config.rounds().minibatch()));
                optimiser.zeroGradients();
                double tokens = rows.stream()
                        .mapToInt(row -> rollout.answers().get(row).length())
                        .sum();
                double counted = objective.ratio() == GroupObjective.Ratio.TOKEN ? tokens : rows.size();
                Sums sums = new Sums();
                for (List<Integer> part : parts(rows, rollout)) {
                    backward(rollout, advantages, part, new Step(rows.size(), tokens), policy, sums);
                }
                double norm = Gradients.clip(
                        optimiser.parameters(), config.policy().optimisation().maxGradientNorm());
                requireFinite(norm, update);
                double rate = schedule.rate(optimiser.steps());
                optimiser.step(rate);
                means.add(GroupMetric.POLICY_LOSS, sums.policy);
                means.add(GroupMetric.KL_LOSS, sums.kl);
                means.add(GroupMetric.CLIP_FRACTION, sums.clipped / counted);
                means.add(GroupMetric.APPROXIMATE_KL, sums.squares / tokens);
                means.add(GroupMetric.GRADIENT_NORM, norm);
                means.add(GroupMetric.LEARNING_RATE, rate);
            }
        }
    }

    /** Answers of like length together, at most {@code microBatch} of them. */
    private List<List<Integer>> parts(List<Integer> rows, Rollout rollout) {
        int most = config.rounds().microBatch() == 0
                ? rows.size()
                : config.rounds().microBatch();
        List<List<Integer>> parts = new ArrayList<>();
        for (List<Integer> group : LengthGroups.of(rows, rollout::sequenceLength)) {
            for (int from = 0; from < group.size(); from += most) {
                parts.add(group.subList(from, Math.min(group.size(), from + most)));
            }
        }
        return parts;
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
    private void backward(
            Rollout rollout, float[] advantages, List<Integer> rows, Step size, AdapterPolicy policy, Sums sums) {
        try (NDManager step = model.newStep();
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

    private static Ppo.Outcome stopped(RunFolder<GroupState> folder, int update, Alarm alarm) {
        RunFolder.Saved<GroupState> kept = folder.best()
                .or(() -> folder.after(update - 1))
                .or(() -> folder.after(update))
                .orElseThrow(() -> new IllegalStateException("A run keeps the state that it stands on"));
        String reason =
                alarm.reason() + ", after update " + update + "; the policy of update " + kept.step() + " is kept";
        return new Ppo.Outcome(Optional.of(kept.directory()), kept.step(), kept.metrics(), Optional.of(reason));
    }

    private static Map<String, Double> metrics(
            GroupRollout groups, Rollout rollout, Vitals vitals, Means means, Stopwatch stopwatch) {
        Map<Monitor, Double> metrics = new HashMap<>(stopwatch.seconds());
        metrics.putAll(means.means());
        metrics.putAll(groups.measured());
        double tokens = rollout.tokens();
        List<Trajectory> answers = rollout.answers();
        metrics.put(
                GroupMetric.SCORE,
                answers.stream().mapToDouble(Trajectory::score).average().orElse(0));
        metrics.put(
                GroupMetric.SCORE_DEVIATION,
                groups.groups().stream()
                        .mapToDouble(GroupTuning::deviation)
                        .average()
                        .orElse(0));
        metrics.put(GroupMetric.KL, vitals.kl());
        metrics.put(GroupMetric.ENTROPY, vitals.entropy());
        metrics.put(GroupMetric.MISMATCH, vitals.mismatch());
        metrics.put(GroupMetric.ANSWER_TOKENS, vitals.answerTokens());
        metrics.put(GroupMetric.END_RATE, vitals.endRate());
        metrics.put(GroupMetric.SECONDS, stopwatch.total());
        metrics.put(GroupMetric.TOKENS_PER_SECOND, tokens / stopwatch.total());
        Map<String, Double> named = new TreeMap<>();
        metrics.forEach((metric, value) -> named.put(metric.title(), value));
        groups.parts().forEach((name, mean) -> named.put(GroupMetric.SCORE.title() + "." + name, mean));
        return named;
    }

    private static double deviation(List<Trajectory> group) {
        double mean = group.stream().mapToDouble(Trajectory::score).average().orElse(0);
        double squares = group.stream()
                .mapToDouble(answer -> (answer.score() - mean) * (answer.score() - mean))
                .sum();
        return Math.sqrt(squares / (group.size() - 1));
    }

    /**
     * Writes the state before the first update. A new run then reads it like a resumed one: weights that lie differently in
     * memory can give sums that differ in the last bit.
     */
    private RunFolder.Saved<GroupState> begin(RunFolder<GroupState> folder, String promptsSha256) {
        long seed = Seeds.derive(config.policy().seed(), ADAPTER);
        try (AdapterPolicy policy =
                        AdapterPolicy.begin(model, parent, config.policy().tuning(), seed);
                AdamW optimiser = optimiser(policy)) {
            save(folder, new GroupState(0, config, promptsSha256, Map.of()), policy, optimiser);
        }
        return folder.after(0).orElseThrow();
    }

    private AdamW optimiser(AdapterPolicy policy) {
        return Optimisers.adamW(
                policy.manager(), policy.trainedParameters(), config.policy().optimisation());
    }

    private void save(RunFolder<GroupState> folder, GroupState state, AdapterPolicy policy, AdamW optimiser) {
        folder.save(state.update(), state, state.metrics(), directory -> {
            policy.save(directory, baseName);
            optimiser.save(directory.resolve(OPTIMISER));
        });
    }

    private SamplingPlan sampling() {
        GroupRounds rounds = config.rounds();
        int rows = rounds.microBatch() == 0 ? rounds.minibatch() : rounds.microBatch();
        return new SamplingPlan(
                rounds.prompts(),
                rounds.answers(),
                rounds.samplingRounds(),
                rows,
                config.sampling(),
                config.policy().seed());
    }

    /** Optimiser steps of the whole run, where every answer is scored. */
    private long steps() {
        long perEpoch = Math.ceilDiv(
                config.rounds().prompts() * config.rounds().answers(),
                config.rounds().minibatch());
        return (long) config.rounds().updates() * config.rounds().epochs() * perEpoch;
    }

    private static void requireFinite(double norm, int update) {
        if (!Double.isFinite(norm)) {
            throw new AttuneException(
                    "not-finite",
                    ErrorCategory.CALLER,
                    "The gradient norm of update " + (update + 1) + " is " + norm
                            + "; lower optimisation.learningRate or check the reward.");
        }
    }

    private static List<Integer> shuffled(int size, long seed) {
        List<Integer> order = new ArrayList<>(IntStream.range(0, size).boxed().toList());
        Collections.shuffle(order, new Random(seed));
        return order;
    }
}
