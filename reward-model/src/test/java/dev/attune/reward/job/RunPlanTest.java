package dev.attune.reward.job;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

import dev.attune.contracts.artifact.Artifact;
import dev.attune.contracts.event.Topics;
import dev.attune.contracts.event.part.Lineage.OffsetRange;
import dev.attune.contracts.settings.reward.RewardModelConfig;
import dev.attune.worker.bus.FrozenRun;
import dev.attune.worker.run.Trigger;

import static org.assertj.core.api.Assertions.assertThat;

class RunPlanTest {

    private static final TopicPartition JOBS = new TopicPartition(Topics.JOBS, 0);
    private static final List<OffsetRange> INPUTS = List.of(new OffsetRange(Topics.PREFERENCES, 0, 0, 9));

    @Test
    void aPlanIsReadBack() {
        RunPlan plan = new RunPlan(
                "run",
                INPUTS,
                Optional.of(new Artifact("file:///snapshot", "0".repeat(64), 12)),
                Optional.of("base-1"),
                RewardModelConfig.defaults(),
                Optional.of("project"),
                Optional.of("reward-before"),
                Optional.of(new Trigger(JOBS, 5)),
                Optional.of("1".repeat(64)));
        assertThat(RunPlan.of(plan.frozen().withAttempts(2))).isEqualTo(plan);
    }

    @Test
    void whatOlderWorkersFrozeIsRead() {
        FrozenRun old = new FrozenRun(
                "run",
                INPUTS,
                Map.of("configuration", "{\"epochs\":3}", "base", "base-1", "jobPartition", "0", "jobOffset", "5"));
        RunPlan plan = RunPlan.of(old);
        assertThat(plan.configuration().batches().epochs()).isEqualTo(3);
        assertThat(plan.baseCheckpointId()).contains("base-1");
        assertThat(plan.snapshot()).isEmpty();
        assertThat(plan.project()).isEmpty();
        assertThat(plan.job()).contains(new Trigger(JOBS, 5));
        assertThat(RunPlan.consumed(old)).isEqualTo(Map.of(JOBS, 6L, new TopicPartition(Topics.PREFERENCES, 0), 9L));
    }
}
