package dev.attune.policy.direct;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;

import dev.attune.contracts.event.Message;
import dev.attune.contracts.settings.AnswerSettings;
import dev.attune.contracts.settings.Optimisation;
import dev.attune.contracts.settings.direct.OnlineDpoConfig;
import dev.attune.lm.model.LanguageModel;
import dev.attune.policy.ground.RewardFunction;
import dev.attune.policy.ground.SameRun;
import dev.attune.policy.metrics.Alarms;
import dev.attune.policy.metrics.GroupMetric;
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
 * Online DPO (Guo et al. 2024, arXiv:2402.04792): the policy answers each prompt twice, a judge picks, and one step of a
 * pairwise loss ({@link DirectLoss}) is taken on what it picked.
 *
 * <p>Conventions: the judge is a reward; of two answers the one with the higher score is chosen, and a pair of equal scores
 * (two equal texts, for one) is left out. LoRA; the reference is the adapter switched off, or a frozen copy of the adapter
 * that the run continues. Answers are drawn at temperature 1 and used for one step, so they are always the policy's own. The
 * loss is that of {@link PreferenceTuning}, pairs of one weight.
 *
 * <p>Left out: other temperatures, more than two answers, several steps on the same pairs, XPO's and Nash-MD's additions.
 */
public final class OnlineDpo {

    private static final int ANSWERS = 2;
    private static final double TEMPERATURE = 1;
    private static final int SAMPLES = 8;
    private static final int ROWS = 8;

    private final OnlineDpoConfig config;
    private final AdapterLearner.Start start;
    private final Optional<HeldOut> heldOut;

    /**
     * @param parent directory of the adapter to continue, if any
     * @param baseName under which the adapter's configuration names its base
     * @param heldOut prompts that are answered now and then, to be looked at and for the alarm of over-optimisation
     */
    public OnlineDpo(
            OnlineDpoConfig config,
            LanguageModel model,
            Optional<Path> parent,
            String baseName,
            Optional<HeldOut> heldOut) {
        AdapterPolicy.requireAdapter(config.training().tuning(), "online DPO");
        this.config = config;
        this.start = new AdapterLearner.Start(model, parent, baseName);
        this.heldOut = heldOut;
    }

    /**
     * Trains until the last update, until an alarm is raised, or until {@code stop} says so between two updates; goes on from
     * the newest state in {@code folder} if there is one.
     *
     * @throws dev.attune.contracts.error.AttuneException {@code no-prompts}, {@code nothing-scored}, {@code not-finite},
     *     {@code resume-mismatch}
     */
    public Outcome run(
            List<List<Message>> prompts,
            RewardFunction judge,
            RunFolder<OnlineDpoState> folder,
            Progress progress,
            BooleanSupplier stop) {
        PromptSet promptSet =
                PromptSet.of(start.model(), prompts, config.answers().maxPromptTokens());
        OnlineDpoState first = new OnlineDpoState(0, config, SameRun.hash(prompts), Map.of());
        Resumed<OnlineDpoState> from = Resumed.of(folder, first, this::begin);
        Optimisation settings = config.training().optimisation();
        try (AdapterLearner learner = AdapterLearner.resume(start, settings, from.directory())) {
            promptSet.requireRoom(start.model(), learner.policy().adapter());
            GroupCollector collector = new GroupCollector(sampling(), learner.policy(), promptSet, judge);
            OnlineDpoUpdate optimisation = new OnlineDpoUpdate(config, learner);
            UpdateLoop<OnlineDpoState> loop = new UpdateLoop<>(from, plan(), learner.sampler(), progress, stop);
            while (loop.goesOn()) {
                int update = loop.state().update();
                Stopwatch stopwatch = new Stopwatch();

                // 1. Two answers to each prompt, their scores, and what policy and reference say of them.
                GroupRollout groups = collector.collect(update, stopwatch);
                Rollout rollout = groups.answers();

                // 2. Stop at an alarm, such as a KL beyond its budget: the state before is the last one without.
                if (loop.alarmed(rollout.vitals())) {
                    break;
                }

                // 3. The judge picks; answers that it cannot tell apart teach nothing.
                List<ReferencedPair> pairs =
                        JudgedPairs.of(groups, config.answers().missingEndPenalty());

                // 4. One step on the pairs.
                Map<String, Double> metrics =
                        stopwatch.time(GroupMetric.SECONDS_OPTIMISE, () -> optimisation.perform(update, pairs));

                // 5. Save, report.
                metrics.putAll(groups.metrics(stopwatch));
                double decided = (double) pairs.size() / groups.groups().size();
                metrics.put(PreferenceMetric.TIES.title(), 1 - decided);
                metrics.putAll(loop.watched(rollout.samples(SAMPLES)));
                loop.keep(loop.state().after(metrics), learner::write);
            }
            return loop.outcome(directory -> directory);
        }
    }

    private AdapterLearner begin() {
        return AdapterLearner.begin(
                start,
                config.training().tuning(),
                config.training().optimisation(),
                config.training().seed());
    }

    private SamplingPlan sampling() {
        AnswerSettings answers = new AnswerSettings(
                config.answers().maxPromptTokens(), config.answers().maxNewTokens(), TEMPERATURE);
        return new SamplingPlan(
                config.rounds().prompts(),
                ANSWERS,
                1,
                ROWS,
                answers,
                config.training().seed());
    }

    private UpdateLoop.Plan plan() {
        Alarms alarms = new Alarms(config.alarms(), config.answers().maxKl());
        return new UpdateLoop.Plan(config.rounds().updates(), alarms, heldOut);
    }
}
