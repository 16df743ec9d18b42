package dev.attune.reward.job;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

import dev.attune.contracts.event.EvaluationEvent.RewardModelsCompared;
import dev.attune.contracts.event.JobEvent.RewardModelRequested;
import dev.attune.contracts.event.Topics;
import dev.attune.contracts.settings.reward.RewardModelConfig;
import dev.attune.reward.job.RewardComparison.Duel;
import dev.attune.worker.run.Trigger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/**
 * By hand: of 10 prompts with 4 pairs each, the newer one is right on 32 pairs and the older one on 28; each prompt's four pairs go the same way for
 * both, so drawing prompts again is as uncertain as 10 things are, not 40.
 */
class RewardComparisonTest {

    private static final Trigger JOB = new Trigger(new TopicPartition(Topics.JOBS, 0), 0);
    private static final RunPlan PLAN = RunPlan.of(
            new RewardModelRequested("run", null, RewardModelConfig.defaults(), "project", "reward-before"),
            List.of(),
            Optional.of("base-1"),
            JOB);

    @Test
    void theIntervalIsOfPrompts() {
        RewardModelsCompared event = event(4);

        assertThat(event.pairs()).isEqualTo(40);
        assertThat(event.prompts()).isEqualTo(10);
        assertThat(event.accuracy().mean()).isCloseTo(0.8, within(1e-12));
        assertThat(event.opponentAccuracy().mean()).isCloseTo(0.7, within(1e-12));
        assertThat(event.wonAlone()).isEqualTo(8);
        assertThat(event.lostAlone()).isEqualTo(4);
        assertThat(event.difference().mean()).isCloseTo(0.1, within(1e-12));
        // The mean of 10 draws of 0.1 with a deviation of 0.5385: quantiles of a percentile interval lie at -0.2 and
        // 0.4.
        assertThat(event.difference().low()).isCloseTo(-0.2, within(0.101));
        assertThat(event.difference().high()).isCloseTo(0.4, within(0.101));
    }

    @Test
    void pairsOfOnePromptAreNoMoreThanThatPrompt() {
        assertThat(event(4).difference()).isEqualTo(event(1).difference());
    }

    private static RewardModelsCompared event(int pairsOfAPrompt) {
        List<Duel> duels = new ArrayList<>();
        for (int prompt = 0; prompt < 10; prompt++) {
            double newer = prompt < 8 ? 1 : 0;
            double older = prompt < 6 || prompt == 8 ? 1 : 0;
            for (int pair = 0; pair < pairsOfAPrompt; pair++) {
                duels.add(new Duel("prompt " + prompt, newer, older));
            }
        }
        return new RewardComparison("reward-before", duels).event(PLAN, "reward-new", Instant.EPOCH);
    }
}
