package dev.attune.policy.ppo;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;

import dev.attune.contracts.event.Message;
import dev.attune.contracts.settings.ppo.PpoConfig;
import dev.attune.contracts.settings.ppo.PpoKl;
import dev.attune.lm.model.LanguageModel;
import dev.attune.policy.ground.RewardFunction;
import dev.attune.policy.ground.SameRun;
import dev.attune.policy.metrics.Alarm;
import dev.attune.policy.metrics.Alarms;
import dev.attune.policy.metrics.Means;
import dev.attune.policy.metrics.PpoMetric;
import dev.attune.policy.metrics.Stopwatch;
import dev.attune.policy.metrics.Vitals;
import dev.attune.policy.model.FrozenStates;
import dev.attune.policy.model.PolicyArtifact;
import dev.attune.policy.model.PolicyModel;
import dev.attune.policy.model.PolicyStart;
import dev.attune.policy.rollout.PromptSet;
import dev.attune.policy.rollout.Rollout;
import dev.attune.policy.rollout.RolloutCollector;
import dev.attune.policy.run.HeldOut;
import dev.attune.policy.run.RunWatch;
import dev.attune.worker.folder.RunFolder;

/**
 * Proximal policy optimisation of a language model against a reward function (Schulman et al. 2017; Ziegler et al. 2019;
 * Ouyang et al. 2022), from top to bottom; {@link PpoUpdate} is its optimisation part.
 *
 * <p>Conventions. Where systems differ it is a setting, and {@code docs/ppo.md} says which settings are whose; the defaults:
 *
 * <ul>
 *   <li>LoRA on the policy; one scalar value head on the policy's own trunk, whose gradient flows into the trunk.
 *   <li>The reference is the adapter switched off, or a frozen copy of the adapter that the run continues; with full tuning
 *       the model that the run began with.
 *   <li>Old log-probabilities are computed again by a training pass, which also gives the values; the generator's own are
 *       used only to measure the mismatch between the two.
 *   <li>The score stands on the last real token, which is the end token of an answer that ended; the KL penalty (k1) on
 *       every token. The value after the last place is 0, also for an answer that was cut.
 *   <li>Advantages are whitened over the whole update, masked, with unbiased variance, mean moved to 0; rewards are not.
 *   <li>Losses are means over the real tokens of a minibatch, whose answers of like length go together; gradients are
 *       clipped by their global norm; the schedule moves with every optimiser step.
 * </ul>
 *
 * <p>Where adapters are on the upper layers only, what lies below them is computed once per answer, and policy, reference,
 * values and all epochs share it ({@link FrozenStates}). Left out: rewards for steps inside an answer.
 */
public final class Ppo {

    private static final int SAMPLES = 4;
    private static final String POLICY = "policy";
    private static final String OPTIMISERS = "optimisers";

    private final PpoConfig config;
    private final PolicyStart start;
    private final Optional<HeldOut> heldOut;

    /** Hears of every update when it is done and saved. */
    @FunctionalInterface
    public interface Progress {
        void update(int update, Map<String, Double> metrics);
    }

    /**
     * How a run ended.
     *
     * @param policy directory with the policy and its values, see {@link PolicyArtifact}; empty when the run was asked to stop
     *     before its end
     * @param updates that the policy has seen
     * @param metrics of the last update that it has seen
     * @param reason why the run ended before its last update, for a person
     */
    public record Outcome(Optional<Path> policy, int updates, Map<String, Double> metrics, Optional<String> reason) {}

    /**
     * As the other, without a named reference, a reward model for values, demonstrations or held-out prompts.
     *
     * @param parent directory of the adapter to continue, if any
     * @param baseName under which the adapter's configuration names its base
     */
    public Ppo(PpoConfig config, LanguageModel model, Optional<Path> parent, String baseName) {
        this(config, PolicyStart.of(model, parent, baseName), Optional.empty());
    }

    /**
     * Checks that settings and start agree.
     *
     * @param heldOut prompts that are answered now and then, to be looked at and for the alarm of over-optimisation
     * @throws dev.attune.contracts.error.AttuneException naming the setting that contradicts another or the start
     */
    public Ppo(PpoConfig config, PolicyStart start, Optional<HeldOut> heldOut) {
        PpoChecks.requireConsistent(config, start);
        this.config = config;
        this.start = start;
        this.heldOut = heldOut;
    }

    /**
     * Trains until the last update, until an alarm is raised, or until {@code stop} says so between two updates; goes
     * on from the newest state in {@code folder} if there is one.
     *
     * @throws dev.attune.contracts.error.AttuneException {@code no-prompts}, {@code prompt-too-long}, {@code not-finite},
     *     {@code reward-not-finite}, {@code resume-mismatch}
     */
    public Outcome run(
            List<List<Message>> prompts,
            RewardFunction reward,
            RunFolder<PpoState> folder,
            Progress progress,
            BooleanSupplier stop) {
        PpoChecks.requirePromptsFit(config, start.model(), prompts);
        PromptSet promptSet =
                PromptSet.of(start.model(), prompts, config.sampling().maxPromptTokens());
        String inputs = SameRun.hash(prompts) + demonstrations();
        RunFolder.Saved<PpoState> saved = folder.newest().orElseGet(() -> begin(folder, inputs));
        PpoState state = saved.state();
        SameRun.requirePrompts(state.promptsSha256(), inputs);
        SameRun.requireSettings(state.configuration(), config);
        folder.forgetAfter(state.update());
        Path from = saved.directory();
        try (PolicyModel policy =
                        PolicyModel.resume(start.model(), start.referenceAdapter(config), from.resolve(POLICY));
                PpoOptimisers optimisers = new PpoOptimisers(config, policy)) {
            policy.loadMasters(from.resolve(OPTIMISERS));
            optimisers.load(from.resolve(OPTIMISERS));
            RolloutCollector collector = new RolloutCollector(config, policy, promptSet, reward);
            PretrainingMix mix = new PretrainingMix(config, start.model(), start.demonstrations());
            PpoUpdate optimisation = new PpoUpdate(config, policy, optimisers, mix);
            RunWatch watch = RunWatch.of(
                    folder,
                    new Alarms(config.policy().alarms(), config.penalties().maxKl()),
                    heldOut,
                    config.rounds().updates());
            if (state.update() == 0) {
                watch.begin(policy.model(), policy.adapter());
            }
            while (state.update() < config.rounds().updates() && watch.alarm().isEmpty()) {
                if (stop.getAsBoolean()) {
                    return new Outcome(Optional.empty(), state.update(), state.metrics(), Optional.of("asked to stop"));
                }
                Stopwatch stopwatch = new Stopwatch();
                Means means = new Means();

                // 1. Sample answers, score them, and look up what policy, reference and values say of each token.
                int update = state.update();
                Rollout rollout = collector.collect(update, stopwatch);

                // 2. Stop at an alarm, such as a KL beyond its budget: the state before is the last one without.
                Vitals vitals = rollout.vitals();
                Optional<Alarm> alarm = watch.rollout(vitals);
                if (alarm.isPresent()) {
                    return stopped(folder, update, alarm.get());
                }

                // 3. Rewards per token, advantages and returns.
                double beta = state.klCoefficient();
                PpoLessons lessons = PpoLessons.of(config, rollout, beta, means);

                // 4. Optimise: epochs over the answers in minibatches.
                stopwatch.time(PpoMetric.SECONDS_OPTIMISE, () -> {
                    optimisation.perform(update, rollout, lessons, means);
                    return update;
                });

                // 5. Move the KL coefficient, save, report.
                Map<String, Double> metrics = PpoReport.metrics(rollout, vitals, beta, means, stopwatch);
                metrics.putAll(watch.update(update + 1, rollout.samples(SAMPLES), policy.model(), policy.adapter()));
                state = new PpoState(
                        update + 1, nextCoefficient(beta, rollout), config, state.promptsSha256(), metrics);
                folder.report(state.update(), metrics);
                save(folder, state, policy, optimisers);
                progress.update(state.update(), metrics);
            }
            if (watch.alarm().isPresent()) {
                return stopped(folder, state.update(), watch.alarm().get());
            }
        }
        Path policy = folder.after(state.update()).orElseThrow().directory().resolve(POLICY);
        return new Outcome(Optional.of(policy), state.update(), state.metrics(), Optional.empty());
    }

    private double nextCoefficient(double beta, Rollout rollout) {
        boolean perAnswer = config.details().kl().unit() == PpoKl.Unit.ANSWER;
        double kl = perAnswer ? rollout.vitals().kl() : PpoReport.klPerToken(rollout);
        int horizon = config.details().kl().horizon();
        double gain = horizon == 0 ? KlController.GAIN : (double) rollout.size() / horizon;
        return KlController.adapted(beta, kl, config.penalties().klTarget(), gain);
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
                Optional.of(kept.directory().resolve(POLICY)),
                kept.step(),
                kept.state().metrics(),
                Optional.of(reason));
    }

    /**
     * Writes the state before the first update. A new run then reads it like a resumed one: weights that lie differently in
     * memory can give sums that differ in the last bit.
     */
    private RunFolder.Saved<PpoState> begin(RunFolder<PpoState> folder, String inputsSha256) {
        PpoState state = new PpoState(0, config.penalties().klCoefficient(), config, inputsSha256, Map.of());
        folder.save(0, state, Map.of(), directory -> start.write(directory.resolve(POLICY), config));
        return folder.after(0).orElseThrow();
    }

    private void save(RunFolder<PpoState> folder, PpoState state, PolicyModel policy, PpoOptimisers optimisers) {
        folder.save(state.update(), state, state.metrics(), directory -> {
            policy.save(directory.resolve(POLICY), start.baseName());
            optimisers.save(directory.resolve(OPTIMISERS));
            policy.saveMasters(directory.resolve(OPTIMISERS));
        });
    }

    private String demonstrations() {
        return start.demonstrations().isEmpty() ? "" : "+" + SameRun.hash(start.demonstrations());
    }
}
