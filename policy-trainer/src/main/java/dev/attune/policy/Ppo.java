package dev.attune.policy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;

import dev.attune.contracts.AttuneException;
import dev.attune.contracts.ErrorCategory;
import dev.attune.contracts.bus.Json;
import dev.attune.contracts.event.Message;
import dev.attune.contracts.job.Optimisation;
import dev.attune.contracts.job.PpoConfig;
import dev.attune.contracts.run.RunFolder;
import dev.attune.lm.AnswerBatch;
import dev.attune.lm.LanguageModel;
import dev.attune.lm.optim.AdamW;
import dev.attune.lm.optim.AdamWConfig;
import dev.attune.lm.optim.Gradients;
import dev.attune.lm.optim.Schedule;
import dev.attune.lm.torch.Autograd;
import dev.attune.policy.metrics.Alarm;
import dev.attune.policy.metrics.Alarms;
import dev.attune.policy.metrics.Means;
import dev.attune.policy.metrics.PpoMetric;
import dev.attune.policy.metrics.StepNumbers;
import dev.attune.policy.metrics.Stopwatch;
import dev.attune.policy.metrics.Vitals;
import dev.attune.policy.ppo.Advantages;
import dev.attune.policy.ppo.KlController;
import dev.attune.policy.ppo.Masked;
import dev.attune.policy.ppo.PpoLoss;
import dev.attune.policy.ppo.Rewards;
import dev.attune.policy.ppo.Variance;
import dev.attune.policy.rollout.LengthGroups;
import dev.attune.policy.rollout.PromptSet;
import dev.attune.policy.rollout.Rollout;
import dev.attune.policy.rollout.RolloutCollector;
import dev.attune.policy.rollout.Trajectory;
import dev.attune.policy.watch.HeldOut;
import dev.attune.policy.watch.RunWatch;

import static dev.attune.lm.torch.Operators.times;

/**
 * Proximal policy optimisation of a language model against a reward function (Schulman et al. 2017; Ziegler et al. 2019;
 * Ouyang et al. 2022), from top to bottom.
 *
 * <p>Conventions, where systems differ:
 *
 * <ul>
 *   <li>LoRA on the policy; one scalar value head on the policy's own trunk, whose gradient flows into the trunk.
 *   <li>The reference is the adapter switched off, or a frozen copy of the adapter that the run continues.
 *   <li>Old log-probabilities are computed again by a training pass, which also gives the values; the generator's own are
 *       used only to measure the mismatch between the two.
 *   <li>The score stands on the last real token, which is the end token of an answer that ended; the KL penalty (k1) on
 *       every token. The value after the last token is 0, also for an answer that was cut.
 *   <li>Advantages are whitened over the whole update, masked, with unbiased variance, mean moved to 0; rewards are not.
 *   <li>Losses are means over the real tokens of a minibatch, whose answers of like length go together; gradients are clipped by their global norm; the schedule moves
 *       with every optimiser step.
 * </ul>
 *
 * <p>Left out: reward whitening and clipping, other KL estimators, an entropy bonus, dual clipping, a separate value model,
 * a pretraining mix, and sharing the frozen part's activations.
 */
public final class Ppo {

    private static final int ADAPTER = 2;
    private static final int MINIBATCHES = 3;
    private static final int SAMPLES = 4;
    private static final String OPTIMISER = "optimiser.safetensors";

    private final PpoConfig config;
    private final LanguageModel model;
    private final Optional<Path> parent;
    private final String baseName;
    private final Optional<HeldOut> heldOut;

    /** Hears of every update when it is done and saved. */
    @FunctionalInterface
    public interface Progress {
        void update(int update, Map<String, Double> metrics);
    }

    /**
     * How a run ended.
     *
     * @param policy directory with the PEFT adapter and its value head; empty when the run was asked to stop before its end
     * @param updates that the policy has seen
     * @param metrics of the last update that it has seen
     * @param reason why the run ended before its last update, for a person
     */
    public record Outcome(Optional<Path> policy, int updates, Map<String, Double> metrics, Optional<String> reason) {}

    /** What the optimiser needs of an update's answers: per answer, per token. */
    @SuppressWarnings("ArrayRecordComponent") // handed over, never compared
    private record Targets(float[][] advantages, float[][] returns) {}

    /** @param parent directory of the adapter to continue, if any
     * @param baseName under which the adapter's configuration names its base */
    public Ppo(PpoConfig config, LanguageModel model, Optional<Path> parent, String baseName) {
        this(config, model, parent, baseName, Optional.empty());
    }

    /** @param heldOut prompts that are answered now and then, to be looked at and for the alarm of over-optimisation */
    public Ppo(
            PpoConfig config, LanguageModel model, Optional<Path> parent, String baseName, Optional<HeldOut> heldOut) {
        PolicyModel.requireLora(config.tuning());
        this.config = config;
        this.model = model;
        this.parent = parent;
        this.baseName = baseName;
        this.heldOut = heldOut;
    }

    /**
     * Trains until the last update, until an alarm is raised, or until {@code stop} says so between two updates; goes
     * on from the newest state in {@code folder} if there is one.
     *
     * @throws AttuneException {@code no-prompts}, {@code not-finite}, {@code reward-not-finite}, {@code resume-mismatch}
     */
    public Outcome run(
            List<List<Message>> prompts,
            RewardFunction reward,
            RunFolder<PpoState> folder,
            Progress progress,
            BooleanSupplier stop) {
        PromptSet promptSet = PromptSet.of(model, prompts, config.maxPromptTokens());
        RunFolder.Saved<PpoState> saved = folder.newest().orElseGet(() -> begin(folder, hash(prompts)));
        PpoState state = saved.state();
        requireSameRun(state, prompts);
        folder.forgetAfter(state.update());
        try (PolicyModel policy = PolicyModel.resume(model, parent, saved.directory());
                AdamW optimiser = optimiser(policy)) {
            optimiser.load(saved.directory().resolve(OPTIMISER));
            RolloutCollector collector = new RolloutCollector(config, policy, promptSet, reward);
            Schedule schedule = schedule();
            RunWatch watch =
                    RunWatch.of(folder, new Alarms(config.alarms(), config.maxKl()), heldOut, config.updates());
            if (state.update() == 0) {
                watch.begin(model, policy.adapter());
            }
            while (state.update() < config.updates() && watch.alarm().isEmpty()) {
                if (stop.getAsBoolean()) {
                    return new Outcome(Optional.empty(), state.update(), state.metrics(), Optional.of("asked to stop"));
                }
                Stopwatch stopwatch = new Stopwatch();
                Means means = new Means();

                // 1. Sample answers, score them, and look up what policy, reference and value head say of each token.
                int update = state.update();
                Rollout rollout = collector.collect(update, stopwatch);

                // 2. Stop at an alarm, such as a KL beyond its budget: the state before is the last one without.
                Vitals vitals = rollout.vitals();
                Optional<Alarm> alarm = watch.rollout(vitals);
                if (alarm.isPresent()) {
                    return stopped(folder, update, alarm.get());
                }
                double kl = vitals.kl();

                // 3. Rewards per token, advantages and returns.
                double beta = state.klCoefficient();
                Targets targets = targets(rollout, beta, means);

                // 4. Optimise: epochs over the answers in minibatches.
                stopwatch.time(PpoMetric.SECONDS_OPTIMISE, () -> {
                    optimise(update, rollout, targets, policy, optimiser, schedule, means);
                    return update;
                });

                // 5. Move the KL coefficient, save, report.
                double next = KlController.adapted(beta, kl, config.klTarget(), KlController.GAIN);
                Map<String, Double> metrics = metrics(rollout, vitals, beta, means, stopwatch);
                metrics.putAll(watch.update(update + 1, rollout.samples(SAMPLES), model, policy.adapter()));
                state = new PpoState(update + 1, next, config, state.promptsSha256(), metrics);
                folder.report(state.update(), metrics);
                save(folder, state, policy, optimiser);
                progress.update(state.update(), metrics);
            }
            if (watch.alarm().isPresent()) {
                return stopped(folder, state.update(), watch.alarm().get());
            }
        }
        Path policy = folder.after(state.update()).orElseThrow().directory();
        return new Outcome(Optional.of(policy), state.update(), state.metrics(), Optional.empty());
    }

    /** Rewards, generalised advantages and returns, per token. */
    private Targets targets(Rollout rollout, double beta, Means means) {
        try (NDManager step = model.newStep();
                Autograd.Scope off = Autograd.off()) {
            NDArray mask = rollout.mask(step); // (B, T)
            NDArray values = rollout.matrix(step, Trajectory::values);
            NDArray kl = Rewards.k1(
                    rollout.matrix(step, Trajectory::logProbs), rollout.matrix(step, Trajectory::referenceLogProbs));
            NDArray scores = Rewards.penaliseMissingEnd(
                    rollout.vector(step, Trajectory::score), // (B)
                    rollout.vector(step, answer -> answer.ended() ? 1 : 0),
                    config.missingEndPenalty());
            NDArray rewards = Rewards.perToken(scores, kl, mask, beta);
            NDArray advantages = Advantages.generalised(rewards, values, mask, config.discount(), config.gaeLambda());
            NDArray returns = Advantages.returns(advantages, values, mask);
            NDArray whitened = Masked.whiten(advantages, mask, Variance.UNBIASED, true);
            means.add(
                    PpoMetric.REWARD, Masked.sumPerAnswer(rewards, mask).mean().getFloat());
            means.add(
                    PpoMetric.EXPLAINED_VARIANCE,
                    Advantages.explainedVariance(values, returns, mask).getFloat());
            return new Targets(rollout.rows(whitened), rollout.rows(returns));
        }
    }

    private void optimise(
            int update,
            Rollout rollout,
            Targets targets,
            PolicyModel policy,
            AdamW optimiser,
            Schedule schedule,
            Means means) {
        for (int epoch = 0; epoch < config.epochs(); epoch++) {
            List<Integer> order = shuffled(rollout.size(), Seeds.derive(config.seed(), MINIBATCHES, update, epoch));
            for (int from = 0; from < order.size(); from += config.minibatch()) {
                List<Integer> rows = order.subList(from, Math.min(order.size(), from + config.minibatch()));
                optimiser.zeroGradients();
                double tokens = rows.stream()
                        .mapToInt(row -> rollout.answers().get(row).length())
                        .sum();
                StepNumbers numbers = StepNumbers.ZERO;
                for (List<Integer> group : LengthGroups.of(rows, rollout::sequenceLength)) {
                    numbers = numbers.plus(backward(rollout, targets, group, tokens, policy));
                }
                numbers.addTo(means);
                double norm = Gradients.clip(
                        optimiser.parameters(), config.optimisation().maxGradientNorm());
                requireFinite(norm, "gradient norm", update);
                double rate = schedule.rate(optimiser.steps());
                optimiser.step(rate);
                means.add(PpoMetric.GRADIENT_NORM, norm);
                means.add(PpoMetric.LEARNING_RATE, rate);
            }
        }
    }

    /** Part of a minibatch of {@code tokens}: a recorded pass over its answers, both losses; their gradients add up. */
    private StepNumbers backward(
            Rollout rollout, Targets targets, List<Integer> rows, double tokens, PolicyModel policy) {
        try (NDManager step = model.newStep();
                Autograd.Scope on = Autograd.on()) {
            List<Trajectory> answers =
                    rows.stream().map(row -> rollout.answers().get(row)).toList();
            AnswerBatch batch = AnswerBatch.of(
                    step,
                    answers.stream().map(Trajectory::promptTokens).toList(),
                    answers.stream().map(Trajectory::tokens).toList());
            PolicyModel.Evaluation now = policy.evaluate(batch, config.temperature());
            NDArray logProbs = now.logProbs().expandDims(0); // (1, N): only real tokens, so the mask is all ones
            NDArray mask = step.ones(logProbs.getShape());
            PpoLoss.Policy policyLoss = PpoLoss.policy(
                    logProbs,
                    joined(step, answers.stream().map(Trajectory::logProbs).toList()),
                    joined(
                            step,
                            rows.stream().map(row -> targets.advantages()[row]).toList()),
                    mask,
                    config.clipRange(),
                    tokens);
            PpoLoss.Value valueLoss = PpoLoss.value(
                    now.values().expandDims(0),
                    joined(step, answers.stream().map(Trajectory::values).toList()),
                    joined(
                            step,
                            rows.stream().map(row -> targets.returns()[row]).toList()),
                    mask,
                    config.valueClipRange(),
                    tokens);
            Autograd.backward(policyLoss.loss().add(times(valueLoss.loss(), config.valueCoefficient())));
            return StepNumbers.of(policyLoss, valueLoss);
        }
    }

    /** What is kept of a run whose policy after {@code update} updates raised an alarm: the best policy, else the one before. */
    private static Outcome stopped(RunFolder<PpoState> folder, int update, Alarm alarm) {
        RunFolder.Saved<PpoState> kept = folder.best()
                .or(() -> folder.after(update - 1))
                .or(() -> folder.after(update))
                .orElseThrow(() -> new IllegalStateException("A run keeps the state that it stands on"));
        String reason =
                alarm.reason() + ", after update " + update + "; the policy of update " + kept.step() + " is kept";
        return new Outcome(
                Optional.of(kept.directory()), kept.step(), kept.state().metrics(), Optional.of(reason));
    }

    private Map<String, Double> metrics(Rollout rollout, Vitals vitals, double beta, Means means, Stopwatch stopwatch) {
        Map<String, Double> metrics = new LinkedHashMap<>();
        stopwatch.seconds().forEach((phase, seconds) -> metrics.put(phase.title(), seconds));
        means.means().forEach((metric, value) -> metrics.put(metric.title(), value));
        double tokens = rollout.tokens();
        metrics.put(
                PpoMetric.SCORE.title(),
                rollout.answers().stream()
                        .mapToDouble(Trajectory::score)
                        .average()
                        .orElse(0));
        metrics.put(PpoMetric.KL.title(), vitals.kl());
        metrics.put(PpoMetric.KL_COEFFICIENT.title(), beta);
        metrics.put(PpoMetric.ENTROPY.title(), vitals.entropy());
        metrics.put(PpoMetric.MISMATCH.title(), vitals.mismatch());
        metrics.put(PpoMetric.ANSWER_TOKENS.title(), vitals.answerTokens());
        metrics.put(PpoMetric.END_RATE.title(), vitals.endRate());
        metrics.put(PpoMetric.SECONDS.title(), stopwatch.total());
        metrics.put(PpoMetric.TOKENS_PER_SECOND.title(), tokens / stopwatch.total());
        return metrics;
    }

    /**
     * Writes the state before the first update. A new run then reads it like a resumed one: weights that lie differently in
     * memory can give sums that differ in the last bit.
     */
    private RunFolder.Saved<PpoState> begin(RunFolder<PpoState> folder, String promptsSha256) {
        long seed = Seeds.derive(config.seed(), ADAPTER);
        try (PolicyModel policy = PolicyModel.begin(model, parent, config.tuning(), seed);
                AdamW optimiser = optimiser(policy)) {
            save(folder, new PpoState(0, config.klCoefficient(), config, promptsSha256, Map.of()), policy, optimiser);
        }
        return folder.after(0).orElseThrow();
    }

    private AdamW optimiser(PolicyModel policy) {
        Optimisation settings = config.optimisation();
        return new AdamW(
                policy.manager(),
                policy.trainedParameters(),
                new AdamWConfig(settings.beta1(), settings.beta2(), settings.epsilon(), settings.weightDecay()));
    }

    private void save(RunFolder<PpoState> folder, PpoState state, PolicyModel policy, AdamW optimiser) {
        folder.save(state.update(), state, state.metrics(), directory -> {
            policy.save(directory, baseName);
            optimiser.save(directory.resolve(OPTIMISER));
        });
    }

    private Schedule schedule() {
        long stepsPerEpoch = Math.ceilDiv(config.rolloutBatch(), config.minibatch());
        long steps = (long) config.updates() * config.epochs() * stepsPerEpoch;
        Optimisation settings = config.optimisation();
        return new Schedule(
                Schedule.Shape.valueOf(settings.schedule().toUpperCase(Locale.ROOT)),
                settings.learningRate(),
                Math.round(settings.warmUpShare() * steps),
                steps);
    }

    private void requireSameRun(PpoState state, List<List<Message>> prompts) {
        if (!state.promptsSha256().equals(hash(prompts))) {
            throw resumeMismatch("the prompts differ from those that it began with");
        }
        JsonNode then = Json.MAPPER.valueToTree(state.configuration());
        JsonNode now = Json.MAPPER.valueToTree(config);
        now.properties().forEach(setting -> {
            if (!setting.getValue().equals(then.get(setting.getKey()))) {
                throw resumeMismatch("setting " + setting.getKey() + " is " + setting.getValue() + " but was "
                        + then.get(setting.getKey()));
            }
        });
    }

    private static AttuneException resumeMismatch(String difference) {
        return new AttuneException(
                "resume-mismatch",
                ErrorCategory.CALLER,
                "The run cannot be resumed: " + difference + "; give the same again, or another folder.");
    }

    private static void requireFinite(double number, String what, int update) {
        if (!Double.isFinite(number)) {
            throw new AttuneException(
                    "not-finite",
                    ErrorCategory.CALLER,
                    "The " + what + " of update " + (update + 1) + " is " + number
                            + "; lower optimisation.learningRate or check the reward.");
        }
    }

    private static String hash(List<List<Message>> prompts) {
        try {
            String json = Json.MAPPER.writeValueAsString(prompts);
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(json.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (JsonProcessingException | NoSuchAlgorithmException e) {
            throw new IllegalStateException("Prompts could not be hashed", e);
        }
    }

    private static NDArray joined(NDManager step, List<float[]> parts) {
        float[] all = new float[parts.stream().mapToInt(part -> part.length).sum()];
        int at = 0;
        for (float[] part : parts) {
            System.arraycopy(part, 0, all, at, part.length);
            at += part.length;
        }
        return step.create(all).expandDims(0);
    }

    private static List<Integer> shuffled(int size, long seed) {
        List<Integer> order = new ArrayList<>(IntStream.range(0, size).boxed().toList());
        Collections.shuffle(order, new Random(seed));
        return order;
    }
}
