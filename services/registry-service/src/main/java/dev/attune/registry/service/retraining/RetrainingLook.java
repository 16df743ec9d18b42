package dev.attune.registry.service.retraining;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

import dev.attune.contracts.artifact.Sha256;
import dev.attune.contracts.error.AttuneException;
import dev.attune.contracts.event.RetrainingEvent.Outcome;
import dev.attune.contracts.event.RetrainingEvent.Reason;
import dev.attune.contracts.event.RetrainingEvent.RetrainingDecided;
import dev.attune.contracts.settings.retraining.PolicyRule;
import dev.attune.contracts.settings.retraining.RetrainingPolicy;
import dev.attune.registry.retraining.Decided;
import dev.attune.registry.retraining.Decided.NotNow;
import dev.attune.registry.retraining.Decided.RewardModelPassedOver;
import dev.attune.registry.retraining.Decided.TrainPolicy;
import dev.attune.registry.retraining.Decided.TrainRewardModel;
import dev.attune.registry.retraining.DecisionRow;
import dev.attune.registry.retraining.Facts;
import dev.attune.registry.retraining.ProjectRow;
import dev.attune.registry.retraining.RetrainingRules;
import dev.attune.registry.retraining.RewardState;
import dev.attune.registry.store.retraining.DecisionStore;
import dev.attune.registry.store.retraining.FreshPreferences;
import dev.attune.registry.store.retraining.RetrainingStore;
import dev.attune.service.outbox.Outbox;

/**
 * Decides whether a project trains again. The decision, what it changes, its job and its event are one transaction, under the lock of the
 * project: whatever dies on the way, there is one job or none.
 */
@ApplicationScoped
public class RetrainingLook {

    private static final Logger LOG = Logger.getLogger(RetrainingLook.class);

    /** What depends on the clock is looked at again so often. */
    private static final Duration AGAIN = Duration.ofMinutes(1);

    private static final int ID_DIGITS = 16;
    private static final int RUN_DIGITS = 12;

    private final RetrainingStore projects;
    private final DecisionStore decisions;
    private final FreshPreferences preferences;
    private final RetrainingFacts facts;
    private final RetrainingJobs jobs;
    private final UsualPolicy usual;
    private final Outbox outbox;

    RetrainingLook(
            RetrainingStore projects,
            DecisionStore decisions,
            FreshPreferences preferences,
            RetrainingFacts facts,
            RetrainingJobs jobs,
            UsualPolicy usual,
            Outbox outbox) {
        this.projects = projects;
        this.decisions = decisions;
        this.preferences = preferences;
        this.facts = facts;
        this.jobs = jobs;
        this.usual = usual;
        this.outbox = outbox;
    }

    /** Looks at a project, and once more after a decision that leaves something to decide. */
    @Transactional
    public void at(String projectId) {
        ProjectRow row = projects.lock(projectId).orElse(null);
        if (row == null) {
            return;
        }
        RetrainingPolicy policy = row.policy() == null ? usual.get() : row.policy();
        Facts known = facts.of(row);
        Decided decided = RetrainingRules.decide(policy, known);
        take(row, policy, known, decided);
        boolean more = decided instanceof RewardModelPassedOver;
        projects.lookAgain(projectId, more ? known.now() : known.now().plus(AGAIN));
    }

    private void take(ProjectRow row, RetrainingPolicy policy, Facts known, Decided decided) {
        switch (decided) {
            case NotNow no -> notNow(row, known, no, no.notBefore(), no.wantedPreferences());
            case RewardModelPassedOver passed -> {
                notNow(row, known, passed, null, null);
                projects.save(row.projectId(), settled(row.rewards(), false));
            }
            case TrainRewardModel train ->
                start(row, known, train, Outcome.REWARD_MODEL, "reward", runId -> {
                    jobs.rewardModel(row, policy.rewardModel(), runId);
                    preferences.learned(row.projectId());
                    if (train.reason() == Reason.DRIFT) {
                        projects.save(row.projectId(), row.watch(), true);
                    }
                });
            case TrainPolicy train -> {
                PolicyRule rule = Objects.requireNonNull(policy.policy());
                start(row, known, train, Outcome.POLICY, rule.recipe(), runId -> {
                    jobs.policy(row, rule, train.rewardModelId(), runId);
                    projects.save(row.projectId(), settled(row.rewards(), true));
                });
            }
        }
    }

    /** The newest reward model has led to what it leads to; the next one is compared with the last that was good enough. */
    private static RewardState settled(RewardState rewards, boolean adopted) {
        return new RewardState(
                rewards.newestId(),
                adopted ? rewards.newestId() : rewards.adoptedId(),
                false,
                rewards.previousId(),
                rewards.comparable(),
                rewards.comparison());
    }

    /** Asks for a run, and where that cannot be asked for, says why. */
    private void start(
            ProjectRow row, Facts known, Decided decided, Outcome outcome, String recipe, Consumer<String> job) {
        String runId = recipe + "-" + hash(row).substring(0, RUN_DIGITS);
        try {
            job.accept(runId);
        } catch (AttuneException e) {
            LOG.warnf("Project %s cannot train: %s", row.projectId(), e.getMessage());
            String sentence =
                    "Not now: the run cannot be asked for. " + e.getMessage() + " Wanted: " + decided.sentence();
            notNow(row, known, new NotNow(Reason.IMPOSSIBLE, sentence, null, null), null, null);
            return;
        }
        LOG.infof("Project %s: %s", row.projectId(), decided.sentence());
        say(row, known, decided, outcome, runId, null, null);
    }

    /** What says the same as the decision before is counted there. */
    private void notNow(
            ProjectRow row, Facts known, Decided decided, @Nullable Instant notBefore, @Nullable Long wanted) {
        Optional<DecisionRow> before = decisions
                .last(row.projectId())
                .filter(last -> last.outcome() == Outcome.NOT_NOW
                        && last.reason() == decided.reason()
                        && last.policyVersion() == row.version()
                        && !(decided instanceof RewardModelPassedOver));
        if (before.isPresent()) {
            decisions.again(before.get().decisionId(), known.now());
        } else {
            say(row, known, decided, Outcome.NOT_NOW, null, notBefore, wanted);
        }
    }

    private void say(
            ProjectRow row,
            Facts known,
            Decided decided,
            Outcome outcome,
            @Nullable String runId,
            @Nullable Instant notBefore,
            @Nullable Long wanted) {
        RetrainingDecided event = new RetrainingDecided(
                "decision-" + hash(row).substring(0, ID_DIGITS),
                row.projectId(),
                row.version(),
                outcome,
                decided.reason(),
                decided.sentence(),
                runId,
                notBefore,
                wanted,
                numbers(known),
                known.now());
        decisions.add(event, row.decisions() + 1);
        outbox.add(event);
    }

    /** Each decision of a project has a number; it names the decision and its run, so that both are there once. */
    private static String hash(ProjectRow row) {
        return new Sha256().add(row.projectId() + "/" + (row.decisions() + 1)).hex();
    }

    private static Map<String, Double> numbers(Facts known) {
        Map<String, Double> numbers = new HashMap<>();
        numbers.put("freshPreferences", (double) known.preferences().count());
        numbers.put("recentRuns", (double) known.recent().size());
        Facts.NewRewardModel made = known.rewardModel();
        Facts.Compared compared = made == null ? null : made.comparison();
        if (compared != null) {
            numbers.put("difference", compared.difference());
            numbers.put("differenceLow", compared.low());
            numbers.put("differenceHigh", compared.high());
            numbers.put("comparedPairs", (double) compared.pairs());
        }
        Facts.Drift drift = known.drift();
        if (drift != null) {
            numbers.put("driftRatings", (double) drift.ratings());
            numbers.put("driftBegan", (double) drift.began());
            numbers.put("accuracySince", drift.accuracySince());
            numbers.put("heldOutAccuracy", drift.heldOutAccuracy());
        }
        return numbers;
    }
}
