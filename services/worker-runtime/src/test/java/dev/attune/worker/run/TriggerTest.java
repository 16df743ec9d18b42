package dev.attune.worker.run;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

import dev.attune.contracts.event.Topics;
import dev.attune.worker.bus.FrozenRun;

import static org.assertj.core.api.Assertions.assertThat;

class TriggerTest {

    private static final TopicPartition JOBS = new TopicPartition(Topics.JOBS, 2);

    @Test
    void aTriggerIsReadBack() {
        Map<String, String> details = new HashMap<>();
        Trigger trigger = new Trigger(new TopicPartition(Topics.CHECKPOINTS, 1), 7);
        trigger.writeTo(details);
        assertThat(Trigger.of(run(details))).contains(trigger);
        assertThat(Trigger.consumed(run(details))).isEqualTo(Map.of(trigger.partition(), 8L));
    }

    @Test
    void theFormerWritingOfARewardModelsJobIsRead() {
        assertThat(Trigger.of(run(Map.of("jobPartition", "2", "jobOffset", "7"))))
                .contains(new Trigger(JOBS, 7));
    }

    @Test
    void aRunThatNobodyAskedForConsumesNothing() {
        assertThat(Trigger.of(run(Map.of()))).isEmpty();
        assertThat(Trigger.consumed(run(Map.of("triggerPartition", "x", "triggerOffset", "1"))))
                .isEmpty();
    }

    private static FrozenRun run(Map<String, String> details) {
        return new FrozenRun("run", List.of(), details);
    }
}
