package dev.attune.reward.job;

import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.attune.contracts.event.CheckpointEvent.CheckpointPublished;
import dev.attune.contracts.event.EvaluationEvent.JudgedPreference;
import dev.attune.contracts.event.EvaluationEvent.PreferencesJudged;
import dev.attune.contracts.event.EvaluationEvent.RewardModelsCompared;
import dev.attune.contracts.event.JobEvent.RewardModelRequested;
import dev.attune.contracts.event.PreferenceEvent.Outcome;
import dev.attune.contracts.event.RunEvent.RunFinished;
import dev.attune.contracts.event.Topics;
import dev.attune.contracts.testing.Eventually;
import dev.attune.reward.score.Answer;
import dev.attune.reward.score.RewardScorer;
import dev.attune.reward.train.Progress;

import static org.assertj.core.api.Assertions.assertThat;

/** What the worker says of a project's reward model beside the one before, and beside what people decide later. */
class AgreementIT {

    @TempDir
    Path directory;

    private RewardBus bus;

    @BeforeEach
    void start() {
        bus = new RewardBus(directory);
    }

    @AfterEach
    void stop() {
        bus.close();
    }

    private CheckpointPublished rewardModel(String runId, String projectId, String previous) {
        int before = bus.rewardModels().size();
        bus.publish(new RewardModelRequested(
                runId, null, RewardBus.config(10), projectId, previous.isEmpty() ? null : previous));
        bus.flush();
        return Eventually.get(
                RewardBus.DEADLINE,
                "a reward model of " + runId,
                () -> bus.rewardModels().stream().skip(before).findFirst());
    }

    @Test
    void asksTheNewestRewardModelOfAProjectAboutWhatPeopleDecideLaterAndOnce() throws InterruptedException {
        CheckpointPublished base = bus.publishBase();
        bus.publishPreferences(30);
        RewardBus.Running worker = bus.startWorker(RewardBus.GROUP, Progress.none());
        CheckpointPublished model = rewardModel("first", "project", "");
        bus.publish(Preferences.undecided("tie", "What?", "this", "that", Outcome.TIE));
        bus.publish(Preferences.decisive("hard", "What?", "this", "that").selected(true));
        bus.publish(Preferences.decisive("one", "What?", "this one", "that"));
        bus.publish(Preferences.decisive("other", "What?", "that", "this one"));
        bus.flush();

        PreferencesJudged judged = Eventually.get(
                        () -> bus.events(Topics.EVALUATIONS, PreferencesJudged.class), said -> !said.isEmpty())
                .getFirst();
        worker.stop();

        assertThat(judged.projectId()).isEqualTo("project");
        assertThat(judged.checkpointId()).isEqualTo(model.checkpointId());
        assertThat(judged.preferences()).extracting(JudgedPreference::itemId).containsExactly("one", "other");
        try (RewardScorer scorer = RewardScorer.load(
                bus.store().fetch(model.artifact()), bus.store().fetch(base.artifact()))) {
            var prompt = Preferences.decisive("one", "What?", "", "").prompt();
            double[] scores = scorer.score(List.of(new Answer(prompt, "this one"), new Answer(prompt, "that")));
            boolean thisOne = scores[0] > scores[1];
            assertThat(judged.preferences())
                    .extracting(JudgedPreference::agrees)
                    .containsExactly(thisOne, !thisOne);
        }
        RewardBus.Running again = bus.startWorker(RewardBus.GROUP, Progress.none());
        bus.publish(Preferences.decisive("later", "What?", "this one", "that"));
        bus.flush();
        List<PreferencesJudged> all =
                Eventually.get(() -> bus.events(Topics.EVALUATIONS, PreferencesJudged.class), said -> said.size() == 2);
        again.stop();
        assertThat(all.getLast().preferences())
                .extracting(JudgedPreference::itemId)
                .containsExactly("later");
    }

    @Test
    void comparesWithTheOneBeforeOnPairsOfWhichNeitherHasLearned() throws InterruptedException {
        bus.publishBase();
        bus.publishPreferences(40);
        RewardBus.Running worker = bus.startWorker(RewardBus.GROUP, Progress.none());
        CheckpointPublished first = rewardModel("first", "project", "");
        bus.publishPreferences(60);
        CheckpointPublished second = rewardModel("second", "project", first.checkpointId());
        worker.stop();

        RewardModelsCompared compared =
                bus.events(Topics.EVALUATIONS, RewardModelsCompared.class).getFirst();
        assertThat(compared.checkpointId()).isEqualTo(second.checkpointId());
        assertThat(compared.opponentCheckpointId()).isEqualTo(first.checkpointId());
        assertThat((double) compared.pairs()).isEqualTo(second.metrics().get("heldOutPairs"));
        assertThat(compared.accuracy().mean()).isEqualTo(second.metrics().get("accuracy"));
        assertThat(compared.difference().mean())
                .isEqualTo(
                        compared.accuracy().mean() - compared.opponentAccuracy().mean(), within());
        assertThat(second.lineage().configuration()).containsEntry("projectId", "project");
        assertThat(bus.events(Topics.RUNS, RunFinished.class).getLast().metrics())
                .containsEntry("comparedPairs", (double) compared.pairs());
    }

    private static org.assertj.core.data.Offset<Double> within() {
        return org.assertj.core.api.Assertions.within(1e-9);
    }
}
