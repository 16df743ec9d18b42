package dev.attune.policy.job;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

import dev.attune.contracts.event.Topics;
import dev.attune.contracts.settings.EvaluationConfig;
import dev.attune.worker.bus.FrozenRun;
import dev.attune.worker.run.Trigger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Plans as older workers froze them. */
class PlansTest {

    private static final Map<String, String> TRIGGER =
            Map.of("triggerTopic", "attune.checkpoints", "triggerPartition", "0", "triggerOffset", "5");

    @Test
    void aTrainingPlanIsRead() {
        TrainingPlan plan = TrainingPlan.of(frozen(
                Map.of("policy", "base-1", "reward", "reward-1", "recipe", "ppo", "configuration", "{\"updates\":7}")));
        assertThat(plan.policyCheckpointId()).isEqualTo("base-1");
        assertThat(plan.rewardCheckpointId()).contains("reward-1");
        assertThat(plan.data()).isEmpty();
        assertThat(plan.recipe().name()).isEqualTo("ppo");
        assertThat(plan.recipe().configuration()).hasFieldOrPropertyWithValue("rounds.updates", 7);
        assertThat(plan.trigger()).isEqualTo(new Trigger(new TopicPartition(Topics.CHECKPOINTS, 0), 5));
    }

    @Test
    void anEvaluationPlanIsReadAndReadBack() {
        EvaluationPlan plan = EvaluationPlan.of(
                frozen(Map.of("checkpoint", "adapter-1", "opponent", "base-1", "configuration", "{\"prompts\":7}")));
        EvaluationConfig defaults = EvaluationConfig.defaults();
        assertThat(plan.configuration())
                .isEqualTo(new EvaluationConfig(7, defaults.maxNewTokens(), defaults.temperature(), defaults.seed()));
        assertThat(plan.rewardCheckpointId()).isEqualTo(Optional.empty());
        assertThat(EvaluationPlan.of(plan.frozen().withAttempts(3))).isEqualTo(plan);
    }

    @Test
    void whatCannotBeReadIsNamed() {
        assertThatThrownBy(() -> TrainingPlan.of(frozen(Map.of("recipe", "alchemy"))))
                .hasMessageStartingWith("There is no recipe alchemy");
        assertThat(TrainingPlan.recipeOf(frozen(Map.of("recipe", "alchemy")))).isEqualTo("alchemy");
        assertThatThrownBy(() -> TrainingPlan.of(frozen(Map.of("configuration", "{\"gone\":1}"))))
                .hasMessageContaining("gone");
        assertThatThrownBy(() -> EvaluationPlan.of(new FrozenRun("run", List.of(), Map.of())))
                .hasMessage("it names no trigger");
    }

    private static FrozenRun frozen(Map<String, String> details) {
        Map<String, String> all = new HashMap<>(TRIGGER);
        all.putAll(details);
        return new FrozenRun("run", List.of(), all);
    }
}
