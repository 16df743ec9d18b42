package dev.attune.registry.service.retraining;

import java.time.Duration;
import java.time.Instant;

import jakarta.enterprise.context.ApplicationScoped;

import org.jspecify.annotations.Nullable;

import dev.attune.registry.retraining.Facts;
import dev.attune.registry.retraining.Facts.NewRewardModel;
import dev.attune.registry.retraining.ProjectRow;
import dev.attune.registry.retraining.RewardState;
import dev.attune.registry.retraining.Watch;
import dev.attune.registry.store.CheckpointStore;
import dev.attune.registry.store.retraining.FreshPreferences;
import dev.attune.registry.store.retraining.RetrainingStore;

/** Gathers what a decision rests on. */
@ApplicationScoped
class RetrainingFacts {

    /** The longest cool-down and a day of budget. */
    private static final Duration REACH = Duration.ofDays(8);

    private final RetrainingStore projects;
    private final FreshPreferences preferences;
    private final CheckpointStore checkpoints;

    RetrainingFacts(RetrainingStore projects, FreshPreferences preferences, CheckpointStore checkpoints) {
        this.projects = projects;
        this.preferences = preferences;
        this.checkpoints = checkpoints;
    }

    /** In the caller's transaction. */
    Facts of(ProjectRow row) {
        Instant now = projects.now();
        String project = row.projectId();
        return new Facts(
                now,
                preferences.of(project),
                made(row.rewards()),
                drift(row),
                projects.openRun(project).orElse(null),
                projects.recent(project, now.minus(REACH)));
    }

    private @Nullable NewRewardModel made(RewardState rewards) {
        String newest = rewards.newestId();
        return newest == null || !rewards.undecided()
                ? null
                : new NewRewardModel(
                        newest,
                        checkpoints.find(newest).isPresent(),
                        rewards.previousId(),
                        rewards.comparison(),
                        rewards.comparable());
    }

    private static Facts.@Nullable Drift drift(ProjectRow row) {
        Watch watch = row.watch();
        return watch == null || row.driftAnswered() ? null : watch.drift();
    }
}
