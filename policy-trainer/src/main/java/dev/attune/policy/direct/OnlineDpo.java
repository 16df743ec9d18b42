package dev.attune.policy.direct;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;

import dev.attune.contracts.error.AttuneException;
import dev.attune.contracts.error.ErrorCategory;
import dev.attune.contracts.event.Message;
import dev.attune.contracts.settings.AnswerSettings;
import dev.attune.contracts.settings.direct.OnlineDpoConfig;
import dev.attune.lm.model.LanguageModel;
import dev.attune.lm.optim.AdamW;
import dev.attune.lm.optim.Gradients;
import dev.attune.lm.optim.Schedule;
import dev.attune.policy.ground.Optimisers;
import dev.attune.policy.ground.RewardFunction;
import dev.attune.policy.ground.SameRun;
import dev.attune.policy.ground.Seeds;
import dev.attune.policy.metrics.Alarm;
import dev.attune.policy.metrics.Alarms;
import dev.attune.policy.metrics.GroupMetric;
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

    private static final int ADAPTER = 2;
    private static final int ANSWERS = 2;
    private static final double TEMPERATURE = 1;
    private static final int SAMPLES = 8;
    private static final int ROWS = 8;
    private static final String OPTIMISER = "optimiser.safetensors";

    private final OnlineDpoConfig config;
    private final LanguageModel model;
    private final Optional<Path> parent;
    private final String baseName;
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
        AdapterPolicy.requireLora(config.training().tuning(), "online DPO");
        this.config = config;
        this.model = model;
        this.parent = parent;
        this.baseName = baseName;
        this.heldOut = heldOut;
    }

    /**
     * Trains until the last update, until an alarm is raised, or until {@code stop} says so between two updates; goes on from
     * the newest state in {@code folder} if there is one.
     *
     * @throws AttuneException {@code no-prompts}, {@code nothing-scored}, {@code not-finite}, {@code resume-mismatch}
     */
    public Ppo.Outcome run(
            List<List<Message>> prompts,
            RewardFunction judge,
            RunFolder<OnlineDpoState> folder,
            Ppo.Progress progress,
            BooleanSupplier stop) {
        PromptSet promptSet = PromptSet.of(model, prompts, config.answers().maxPromptTokens());
        String promptsSha256 = SameRun.hash(prompts);
        RunFolder.Saved<OnlineDpoState> saved = folder.newest().orElseGet(() -> begin(folder, promptsSha256));
        OnlineDpoState state = saved.state();
        SameRun.requirePrompts(state.promptsSha256(), promptsSha256);
        SameRun.requireSettings(state.configuration(), config);
        folder.forgetAfter(state.update());
        try (AdapterPolicy policy = AdapterPolicy.resume(model, parent, saved.directory());
                AdamW optimiser = optimiser(policy)) {
            optimiser.load(saved.directory().resolve(OPTIMISER));
            GroupCollector collector = new GroupCollector(sampling(), policy, promptSet, judge);
            PreferenceObjective objective =
                    PreferenceObjective.of(config.objective().onPairs());
            PreferencePass pass = new PreferencePass(
                    model, policy.adapter(), objective, config.rounds().passTokens());
            Schedule schedule = Optimisers.schedule(
                    config.training().optimisation(), config.rounds().updates());
            RunWatch watch = RunWatch.of(
                    folder,
                    new Alarms(config.alarms(), config.answers().maxKl()),
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

                // 1. Two answers to each prompt, their scores, and what policy and reference say of them.
                int update = state.update();
                GroupRollout groups = collector.collect(update, stopwatch);
                Rollout rollout = groups.answers();

                // 2. Stop at an alarm, such as a KL beyond its budget: the state before is the last one without.
                Vitals vitals = rollout.vitals();
                Optional<Alarm> alarm = watch.rollout(vitals);
                if (alarm.isPresent()) {
                    return stopped(folder, update, alarm.get());
                }

                // 3. The judge picks; answers that it cannot tell apart teach nothing.
                List<ReferencedPair> pairs = judged(groups);

                // 4. One step on the pairs.
                Map<String, Double> metrics = stopwatch.time(
                        GroupMetric.SECONDS_OPTIMISE,
                        () -> step(pairs, pass, optimiser, schedule.rate(update), update));

                // 5. Save, report.
                metrics.putAll(metrics(groups, rollout, vitals, pairs.size(), stopwatch));
                metrics.putAll(watch.update(update + 1, rollout.samples(SAMPLES), model, policy.adapter()));
                state = new OnlineDpoState(update + 1, config, promptsSha256, metrics);
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

    /** The pairs that the judge decides. */
    private List<ReferencedPair> judged(GroupRollout groups) {
        List<ReferencedPair> pairs = new ArrayList<>();
        for (List<Trajectory> group : groups.groups()) {
            Trajectory first = group.getFirst();
            Trajectory second = group.getLast();
            int order = Double.compare(score(first), score(second));
            if (order != 0) {
                pairs.add(order > 0 ? pair(first, second) : pair(second, first));
            }
        }
        return pairs;
    }

    private double score(Trajectory answer) {
        return answer.score() - (answer.ended() ? 0 : config.answers().missingEndPenalty());
    }

    private static ReferencedPair pair(Trajectory chosen, Trajectory rejected) {
        EncodedPair pair = new EncodedPair(chosen.promptTokens(), chosen.tokens(), rejected.tokens(), 1);
        return new ReferencedPair(pair, reference(chosen), reference(rejected), Optional.empty());
    }

    private static float reference(Trajectory answer) {
        double sum = 0;
        for (float logProb : answer.referenceLogProbs()) {
            sum += logProb;
        }
        return (float) sum;
    }

    /** Moves the policy; without any pair it stays where it is. */
    private Map<String, Double> step(
            List<ReferencedPair> pairs, PreferencePass pass, AdamW optimiser, double rate, int update) {
        if (pairs.isEmpty()) {
            return new TreeMap<>();
        }
        optimiser.zeroGradients();
        PairNumbers numbers = pass.backward(pairs).numbers();
        double norm = Gradients.clip(
                optimiser.parameters(), config.training().optimisation().maxGradientNorm());
        if (!Double.isFinite(norm) || !Double.isFinite(numbers.loss())) {
            throw new AttuneException(
                    "not-finite",
                    ErrorCategory.CALLER,
                    "The loss of update " + (update + 1) + " is " + numbers.loss() + " and its gradient norm " + norm
                            + "; lower optimisation.learningRate or check the judge.");
        }
        optimiser.step(rate);
        Map<String, Double> metrics = new TreeMap<>(numbers.asMap());
        metrics.put(PreferenceMetric.GRADIENT_NORM.title(), norm);
        metrics.put(PreferenceMetric.LEARNING_RATE.title(), rate);
        return metrics;
    }

    private static Map<String, Double> metrics(
            GroupRollout groups, Rollout rollout, Vitals vitals, int decided, Stopwatch stopwatch) {
        Map<String, Double> metrics = new TreeMap<>();
        stopwatch.seconds().forEach((phase, seconds) -> metrics.put(phase.title(), seconds));
        metrics.put(
                GroupMetric.SCORE.title(),
                rollout.answers().stream()
                        .mapToDouble(Trajectory::score)
                        .average()
                        .orElse(0));
        metrics.put(
                PreferenceMetric.TIES.title(),
                1 - (double) decided / groups.groups().size());
        metrics.put(GroupMetric.KL.title(), vitals.kl());
        metrics.put(GroupMetric.ENTROPY.title(), vitals.entropy());
        metrics.put(GroupMetric.MISMATCH.title(), vitals.mismatch());
        metrics.put(GroupMetric.ANSWER_TOKENS.title(), vitals.answerTokens());
        metrics.put(GroupMetric.END_RATE.title(), vitals.endRate());
        metrics.put(GroupMetric.SECONDS.title(), stopwatch.total());
        metrics.put(GroupMetric.TOKENS_PER_SECOND.title(), rollout.tokens() / stopwatch.total());
        groups.parts().forEach((name, mean) -> metrics.put(GroupMetric.SCORE.title() + "." + name, mean));
        return metrics;
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

    private static Ppo.Outcome stopped(RunFolder<OnlineDpoState> folder, int update, Alarm alarm) {
        RunFolder.Saved<OnlineDpoState> kept = folder.best()
                .or(() -> folder.after(update - 1))
                .or(() -> folder.after(update))
                .orElseThrow(() -> new IllegalStateException("A run keeps the state that it stands on"));
        String reason =
                alarm.reason() + ", after update " + update + "; the policy of update " + kept.step() + " is kept";
        return new Ppo.Outcome(Optional.of(kept.directory()), kept.step(), kept.metrics(), Optional.of(reason));
    }

    /** Writes the state before the first update, which a new run then reads like a resumed one. */
    private RunFolder.Saved<OnlineDpoState> begin(RunFolder<OnlineDpoState> folder, String promptsSha256) {
        long seed = Seeds.derive(config.training().seed(), ADAPTER);
        try (AdapterPolicy policy =
                        AdapterPolicy.begin(model, parent, config.training().tuning(), seed);
                AdamW optimiser = optimiser(policy)) {
            save(folder, new OnlineDpoState(0, config, promptsSha256, Map.of()), policy, optimiser);
        }
        return folder.after(0).orElseThrow();
    }

    private AdamW optimiser(AdapterPolicy policy) {
        return Optimisers.adamW(
                policy.manager(), policy.trainedParameters(), config.training().optimisation());
    }

    private void save(RunFolder<OnlineDpoState> folder, OnlineDpoState state, AdapterPolicy policy, AdamW optimiser) {
        folder.save(state.update(), state, state.metrics(), directory -> {
            policy.save(directory, baseName);
            optimiser.save(directory.resolve(OPTIMISER));
        });
    }
}
