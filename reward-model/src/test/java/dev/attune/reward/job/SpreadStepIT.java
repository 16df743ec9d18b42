package dev.attune.reward.job;

import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.attune.contracts.event.Candidate;
import dev.attune.contracts.event.Candidate.Sampling;
import dev.attune.contracts.event.CheckpointEvent.CheckpointPublished;
import dev.attune.contracts.event.CompletionEvent.CandidatesGenerated;
import dev.attune.contracts.event.JobEvent.RewardModelRequested;
import dev.attune.contracts.event.Message;
import dev.attune.contracts.event.SpreadEvent.HeadScores;
import dev.attune.contracts.event.SpreadEvent.SpreadMeasured;
import dev.attune.contracts.event.Topics;
import dev.attune.contracts.settings.Tuning;
import dev.attune.contracts.testing.Eventually;
import dev.attune.reward.score.Answer;
import dev.attune.reward.score.RewardScorer;
import dev.attune.reward.train.Progress;
import dev.attune.reward.train.TestConfigs;
import dev.attune.reward.train.TinyModel;

import static org.assertj.core.api.Assertions.assertThat;

/** The worker says of answers on the bus what each head of its newest reward model thinks, once. */
class SpreadStepIT {

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

    private static CandidatesGenerated answers(String prompt) {
        return new CandidatesGenerated(
                prompt,
                "p",
                List.of(Message.user(TinyModel.prompt(3))),
                List.of(candidate(prompt + "-1", "please the cat"), candidate(prompt + "-2", "ugh the cat")));
    }

    private static Candidate candidate(String id, String text) {
        return new Candidate(id, text, "policy", new Sampling(1, 1, 0, 8, 7), "stop");
    }

    private CheckpointPublished rewardModel(String runId, int heads) {
        int before = bus.rewardModels().size();
        bus.publish(new RewardModelRequested(
                runId,
                null,
                TestConfigs.of(
                        Tuning.lora(4),
                        1,
                        "{\"batchPairs\": 8, \"minimumPreferences\": 10, \"ensembleHeads\": " + heads + "}")));
        bus.flush();
        return Eventually.get(
                RewardBus.DEADLINE,
                "a reward model",
                () -> bus.rewardModels().stream().skip(before).findFirst());
    }

    private List<SpreadMeasured> told(int atLeast) {
        return Eventually.get(() -> bus.events(Topics.SPREADS, SpreadMeasured.class), told -> told.size() >= atLeast);
    }

    @Test
    void saysWhatEachHeadThinksOfAnswersThatCameBeforeAndAfterTheModelAndOnce() throws InterruptedException {
        CheckpointPublished base = bus.publishBase();
        bus.publishPreferences(30);
        bus.publish(answers("before"));
        bus.flush();
        RewardBus.Running worker = bus.startWorker(RewardBus.GROUP, Progress.none());
        CheckpointPublished single = rewardModel("single", 1);
        CheckpointPublished model = rewardModel("several", 3);

        SpreadMeasured told = told(1).getFirst();

        assertThat(told.promptId()).isEqualTo("before");
        assertThat(told.checkpointId()).isEqualTo(model.checkpointId()).isNotEqualTo(single.checkpointId());
        assertThat(told.answers()).extracting(HeadScores::candidateId).containsExactly("before-1", "before-2");
        try (RewardScorer scorer = RewardScorer.load(
                bus.store().fetch(model.artifact()), bus.store().fetch(base.artifact()))) {
            double[][] heads = scorer.rawHeads(answers("before").candidates().stream()
                    .map(candidate -> new Answer(answers("before").prompt(), candidate.text()))
                    .toList());
            assertThat(told.answers().getLast().scores())
                    .hasSize(3)
                    .containsExactly(heads[1][0], heads[1][1], heads[1][2]);
        }
        bus.publish(answers("after"));
        bus.flush();
        assertThat(told(2).getLast().promptId()).isEqualTo("after");
        worker.stop();

        RewardBus.Running again = bus.startWorker(RewardBus.GROUP, Progress.none());
        bus.publish(answers("later"));
        bus.flush();
        assertThat(told(3)).extracting(SpreadMeasured::promptId).containsExactly("before", "after", "later");
        again.stop();
    }
}
