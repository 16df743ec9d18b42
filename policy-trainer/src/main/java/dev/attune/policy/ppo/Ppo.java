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
import dev.attune.policy.metrics.Alarms;
import dev.attune.policy.metrics.Means;
import dev.attune.policy.metrics.PpoMetric;
import dev.attune.policy.metrics.Stopwatch;
import dev.attune.policy.model.FrozenStates;
import dev.attune.policy.model.PolicyStart;
import dev.attune.policy.rollout.PromptSet;
import dev.attune.policy.rollout.Rollout;
import dev.attune.policy.rollout.RolloutCollector;
import dev.attune.policy.rollout.SamplingPlan;
import dev.attune.policy.run.HeldOut;
import dev.attune.policy.run.Outcome;
import dev.attune.policy.run.Progress;
import dev.attune.policy.run.Resumed;
import dev.attune.policy.run.UpdateLoop;
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

    private final PpoConfig config;
    private final PolicyStart start;
    private final Optional<HeldOut> heldOut;

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
        Resumed<PpoState> from = Resumed.of(folder, first(prompts), () -> PpoLearner.begin(config, start));
        try (PpoLearner learner = PpoLearner.resume(config, start, from.directory())) {
            promptSet.requireRoom(start.model(), learner.policy().adapter());
            RolloutCollector collector =
                    new RolloutCollector(sampling(), Targets.placement(config), learner.policy(), promptSet, reward);
            PretrainingMix mix = new PretrainingMix(config, start.model(), start.demonstrations());
            PpoUpdate optimisation = new PpoUpdate(config, learner, mix);
            UpdateLoop<PpoState> loop = new UpdateLoop<>(from, plan(), learner.sampler(), progress, stop);
            while (loop.goesOn()) {
                int update = loop.state().update();
                Stopwatch stopwatch = new Stopwatch();
                Means means = new Means();

                // 1. Sample answers, score them, and look up what policy, reference and values say of each token.
                Rollout rollout = collector.collect(update, stopwatch);

                // 2. Stop at an alarm, such as a KL beyond its budget: the state before is the last one without.
                if (loop.alarmed(rollout.vitals())) {
                    break;
                }

                // 3. Rewards per token, advantages and returns.
                double beta = loop.state().klCoefficient();
                PpoLessons lessons = PpoLessons.of(config, rollout, beta, means);

                // 4. Optimise: epochs over the answers in minibatches.
                stopwatch.run(PpoMetric.SECONDS_OPTIMISE, () -> optimisation.perform(update, rollout, lessons, means));

                // 5. Move the KL coefficient, save, report.
                Map<String, Double> metrics = PpoReport.metrics(rollout, beta, means, stopwatch);
                metrics.putAll(loop.watched(rollout.samples(SAMPLES)));
                loop.keep(loop.state().after(metrics, nextCoefficient(beta, rollout)), learner::write);
            }
            return loop.outcome(PpoLearner::policy);
        }
    }

    /** The state before the first update. */
    private PpoState first(List<List<Message>> prompts) {
        String demonstrations = start.demonstrations().isEmpty() ? "" : "+" + SameRun.hash(start.demonstrations());
        String inputs = SameRun.hash(prompts) + demonstrations;
        return new PpoState(0, config.penalties().klCoefficient(), config, inputs, Map.of());
    }

    private SamplingPlan sampling() {
        return SamplingPlan.oneAnswer(
                config.rounds().rolloutBatch(),
                config.rounds().minibatch(),
                config.sampling(),
                config.policy().seed());
    }

    private UpdateLoop.Plan plan() {
        Alarms alarms = new Alarms(config.policy().alarms(), config.penalties().maxKl());
        return new UpdateLoop.Plan(config.rounds().updates(), alarms, heldOut);
    }

    private double nextCoefficient(double beta, Rollout rollout) {
        boolean perAnswer = config.details().kl().unit() == PpoKl.Unit.ANSWER;
        double kl = perAnswer ? rollout.vitals().kl() : PpoReport.klPerToken(rollout);
        int horizon = config.details().kl().horizon();
        double gain = horizon == 0 ? KlController.GAIN : (double) rollout.size() / horizon;
        return KlController.adapted(beta, kl, config.penalties().klTarget(), gain);
    }
}
