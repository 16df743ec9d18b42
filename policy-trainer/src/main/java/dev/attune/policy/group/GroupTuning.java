package dev.attune.policy.group;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;

import dev.attune.contracts.event.Message;
import dev.attune.contracts.settings.Optimisation;
import dev.attune.contracts.settings.group.GroupConfig;
import dev.attune.contracts.settings.group.GroupRounds;
import dev.attune.lm.model.LanguageModel;
import dev.attune.policy.ground.RewardFunction;
import dev.attune.policy.ground.SameRun;
import dev.attune.policy.metrics.Alarms;
import dev.attune.policy.metrics.GroupMetric;
import dev.attune.policy.metrics.Means;
import dev.attune.policy.metrics.Stopwatch;
import dev.attune.policy.model.AdapterPolicy;
import dev.attune.policy.rollout.GroupCollector;
import dev.attune.policy.rollout.GroupRollout;
import dev.attune.policy.rollout.PromptSet;
import dev.attune.policy.rollout.Rollout;
import dev.attune.policy.rollout.SamplingPlan;
import dev.attune.policy.run.AdapterLearner;
import dev.attune.policy.run.HeldOut;
import dev.attune.policy.run.Outcome;
import dev.attune.policy.run.Progress;
import dev.attune.policy.run.Resumed;
import dev.attune.policy.run.UpdateLoop;
import dev.attune.worker.folder.RunFolder;

/**
 * Policy gradients in which an answer is compared with the other answers to its prompt, from top to bottom;
 * {@link GroupUpdate} is the optimisation part: GRPO (Shao et al. 2024), Dr. GRPO (Liu et al. 2025), DAPO (Yu et al. 2025) and
 * RLOO (Ahmadian et al. 2024) by the settings of {@link GroupConfig}.
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

    private static final int SAMPLES = 8;

    private final GroupConfig config;
    private final AdapterLearner.Start start;
    private final Optional<HeldOut> heldOut;

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
        AdapterPolicy.requireAdapter(config.policy().tuning(), "a group method");
        this.config = config;
        this.start = new AdapterLearner.Start(model, parent, baseName);
        this.heldOut = heldOut;
    }

    /**
     * Trains until the last update, until an alarm is raised, or until {@code stop} says so between two updates; goes
     * on from the newest state in {@code folder} if there is one.
     *
     * @throws dev.attune.contracts.error.AttuneException {@code no-prompts}, {@code nothing-scored}, {@code not-finite},
     *     {@code reward-not-finite}, {@code resume-mismatch}
     */
    public Outcome run(
            List<List<Message>> prompts,
            RewardFunction reward,
            RunFolder<GroupState> folder,
            Progress progress,
            BooleanSupplier stop) {
        PromptSet promptSet =
                PromptSet.of(start.model(), prompts, config.sampling().maxPromptTokens());
        GroupState first = new GroupState(0, config, SameRun.hash(prompts), Map.of());
        Resumed<GroupState> from = Resumed.of(folder, first, this::begin);
        Optimisation settings = config.policy().optimisation();
        try (AdapterLearner learner = AdapterLearner.resume(start, settings, from.directory())) {
            promptSet.requireRoom(start.model(), learner.policy().adapter());
            GroupCollector collector = new GroupCollector(sampling(), learner.policy(), promptSet, reward);
            GroupUpdate optimisation = new GroupUpdate(config, learner);
            UpdateLoop<GroupState> loop = new UpdateLoop<>(from, plan(), learner.sampler(), progress, stop);
            while (loop.goesOn()) {
                int update = loop.state().update();
                Stopwatch stopwatch = new Stopwatch();
                Means means = new Means();

                // 1. Several answers to each prompt, their scores, and what policy and reference say of them.
                GroupRollout groups = collector.collect(update, stopwatch);
                Rollout rollout = groups.answers();

                // 2. Stop at an alarm, such as a KL beyond its budget: the state before is the last one without.
                if (loop.alarmed(rollout.vitals())) {
                    break;
                }

                // 3. The reward of each answer, compared with those of the others to its prompt.
                float[] advantages = GroupLessons.advantages(config, start.model(), groups, means);

                // 4. Optimise: epochs over the answers in minibatches.
                stopwatch.run(
                        GroupMetric.SECONDS_OPTIMISE, () -> optimisation.perform(update, rollout, advantages, means));

                // 5. Save, report.
                Map<String, Double> metrics = GroupReport.metrics(groups, means, stopwatch);
                metrics.putAll(loop.watched(rollout.samples(SAMPLES)));
                loop.keep(loop.state().after(metrics), learner::write);
            }
            return loop.outcome(directory -> directory);
        }
    }

    private AdapterLearner begin() {
        return AdapterLearner.begin(
                start,
                config.policy().tuning(),
                config.policy().optimisation(),
                config.policy().seed());
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

    private UpdateLoop.Plan plan() {
        Alarms alarms = new Alarms(config.policy().alarms(), config.penalties().maxKl());
        return new UpdateLoop.Plan(config.rounds().updates(), alarms, heldOut);
    }
}
