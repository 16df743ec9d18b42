package dev.attune.registry.service;

import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

import dev.attune.contracts.bus.ReceivedEvent;
import dev.attune.contracts.event.CheckpointEvent.CheckpointPublished;
import dev.attune.contracts.event.CheckpointEvent.Kind;
import dev.attune.contracts.event.EvaluationEvent.JudgedPreference;
import dev.attune.contracts.event.EvaluationEvent.PreferencesJudged;
import dev.attune.contracts.event.EvaluationEvent.RewardModelsCompared;
import dev.attune.contracts.event.PreferenceEvent;
import dev.attune.contracts.event.PreferenceEvent.Outcome;
import dev.attune.contracts.event.PreferenceEvent.PreferenceRetracted;
import dev.attune.contracts.event.PreferenceEvent.PreferenceSettled;
import dev.attune.contracts.event.RunEvent;
import dev.attune.contracts.event.RunEvent.RunFailed;
import dev.attune.contracts.event.RunEvent.RunFinished;
import dev.attune.contracts.event.Topics;
import dev.attune.contracts.event.part.Lineage;
import dev.attune.registry.Recipe;
import dev.attune.registry.retraining.Facts.Compared;
import dev.attune.registry.retraining.ProjectRow;
import dev.attune.registry.retraining.RewardState;
import dev.attune.registry.retraining.Watch;
import dev.attune.registry.store.retraining.FreshPreferences;
import dev.attune.registry.store.retraining.RetrainingStore;

/** What events change of what decisions rest on. Within the transaction of the event, which takes effect once. */
@ApplicationScoped
public class RetrainingProjection {

    private static final String COMPARED = "comparedPairs";

    private final RetrainingStore projects;
    private final FreshPreferences preferences;

    RetrainingProjection(RetrainingStore projects, FreshPreferences preferences) {
        this.projects = projects;
        this.preferences = preferences;
    }

    /** A transaction of its own; a record that is older than what is known of its item changes nothing. */
    @Transactional
    public void apply(ReceivedEvent received) {
        switch ((PreferenceEvent) received.event()) {
            case PreferenceSettled settled -> {
                boolean decided = settled.outcome() == Outcome.DECISIVE && settled.weight() > 0;
                projects.touchLightly(settled.projectId());
                preferences.settled(settled, decided, received);
            }
            case PreferenceRetracted retracted -> preferences.retracted(retracted, received);
        }
    }

    /** A reward model of no project has learned from all of them; one of a project is what a decision may wait for. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void apply(CheckpointPublished checkpoint) {
        if (checkpoint.kind() != Kind.REWARD_MODEL) {
            return;
        }
        Object project = checkpoint.lineage().configuration().get(Lineage.PROJECT);
        if (project != null) {
            projects.touch(project.toString());
        } else {
            checkpoint.lineage().inputs().stream()
                    .filter(range -> range.topic().equals(Topics.PREFERENCES))
                    .forEach(preferences::learned);
        }
    }

    /** A run's end is a reason to look; a new reward model's is a reason to decide. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void apply(RunEvent event) {
        switch (event) {
            case RunFinished finished ->
                projects.projectOfRun(finished.runId()).ifPresent(project -> finished(project, finished));
            case RunFailed failed -> projects.projectOfRun(failed.runId()).ifPresent(projects::touch);
            default -> {
                // on its way
            }
        }
    }

    private void finished(String projectId, RunFinished finished) {
        projects.touch(projectId);
        if (!finished.recipe().equals(Recipe.REWARD.text()) || Recipe.isJudge(finished.runId())) {
            return;
        }
        ProjectRow row = projects.lock(projectId).orElseThrow();
        String checkpointId = finished.checkpointId();
        String previous = row.rewards().comparedWith(checkpointId);
        boolean comparable = finished.metrics().getOrDefault(COMPARED, 0.0) > 0;
        Compared known =
                checkpointId.equals(row.rewards().newestId()) ? row.rewards().comparison() : null;
        boolean again = checkpointId.equals(row.rewards().adoptedId());
        projects.save(
                projectId,
                new RewardState(
                        checkpointId,
                        row.rewards().adoptedId(),
                        !again,
                        previous,
                        comparable,
                        comparable ? known : null));
        if (row.watch() == null || !row.watch().checkpointId().equals(checkpointId)) {
            projects.save(projectId, after(watch(checkpointId, finished), projects.takeEarly(checkpointId)), false);
        }
    }

    private static Watch watch(String checkpointId, RunFinished finished) {
        double pairs = finished.metrics().getOrDefault("heldOutPairs", 0.0);
        return Watch.begin(checkpointId, finished.metrics().getOrDefault("accuracy", 0.0), (int) pairs);
    }

    /** May come before its run's end is read: then it names the newest reward model that is to be. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void apply(RewardModelsCompared compared) {
        projects.touch(compared.projectId());
        ProjectRow row = projects.lock(compared.projectId()).orElseThrow();
        RewardState rewards = row.rewards();
        boolean known = compared.checkpointId().equals(rewards.newestId());
        projects.save(
                compared.projectId(),
                new RewardState(
                        known ? rewards.newestId() : compared.checkpointId(),
                        rewards.adoptedId(),
                        known && rewards.undecided(),
                        rewards.previousId(),
                        rewards.comparable(),
                        new Compared(
                                compared.difference().mean(),
                                compared.difference().low(),
                                compared.difference().high(),
                                compared.pairs())));
    }

    /** What a reward model said of ratings that came later; of the newest one only. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void apply(PreferencesJudged judged) {
        ProjectRow row = projects.lock(judged.projectId()).orElse(null);
        Watch watch = row == null ? null : row.watch();
        List<Boolean> agrees =
                judged.preferences().stream().map(JudgedPreference::agrees).toList();
        if (row == null || watch == null || !watch.checkpointId().equals(judged.checkpointId())) {
            projects.keepEarly(judged.checkpointId(), agrees);
            return;
        }
        Watch after = after(watch, agrees);
        projects.save(judged.projectId(), after, row.driftAnswered());
        if (after.noticed() && !watch.noticed()) {
            projects.touch(judged.projectId());
        }
    }

    private static Watch after(Watch before, List<Boolean> agrees) {
        Watch watch = before;
        for (boolean agreed : agrees) {
            watch = watch.with(agreed);
        }
        return watch;
    }
}
