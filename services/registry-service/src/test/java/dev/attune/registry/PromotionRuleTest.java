package dev.attune.registry;

import org.junit.jupiter.api.Test;

import dev.attune.contracts.event.CheckpointEvent.CheckpointPublished;
import dev.attune.contracts.event.CheckpointEvent.Kind;
import dev.attune.contracts.event.EvaluationEvent.WinRateMeasured;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class PromotionRuleTest {

    private final PromotionRule rule = new PromotionRule(0.5);
    private final CheckpointPublished base = Samples.base("base");
    private final CheckpointPublished adapter = Samples.adapter("adapter", "base");
    private final WinRateMeasured overBase = Samples.evaluation("adapter", "base", 0.5);

    @Test
    void promotesAtTheThresholdWhenNothingIsServed() {
        assertThat(rule.decide(overBase, adapter, null, null)).isEqualTo(Decision.PROMOTED);
    }

    @Test
    void refusesJustBelowTheThreshold() {
        WinRateMeasured weak = Samples.evaluation("adapter", "base", 0.499);
        assertThat(rule.decide(weak, adapter, null, null)).isEqualTo(Decision.BELOW_THRESHOLD);
    }

    @Test
    void promotesWhatBeatTheServedCheckpointEvenWhenItIsOlder() {
        CheckpointPublished younger = Samples.checkpoint("rival", Kind.POLICY, null, Samples.NOON.plusSeconds(9000));
        WinRateMeasured overRival = Samples.evaluation("adapter", "rival", 0.6);
        assertThat(rule.decide(overRival, adapter, "rival", younger)).isEqualTo(Decision.PROMOTED);
    }

    @Test
    void doesNotGoBackToAnOlderCheckpointThatOnlyBeatItsBase() {
        CheckpointPublished younger = Samples.checkpoint("rival", Kind.ADAPTER, "base", Samples.NOON.plusSeconds(9000));
        assertThat(rule.decide(overBase, adapter, "rival", younger)).isEqualTo(Decision.OLDER_THAN_SERVED);
    }

    @Test
    void promotesANewerCheckpointThatBeatItsBase() {
        CheckpointPublished older = Samples.checkpoint("rival", Kind.ADAPTER, "base", Samples.NOON.plusSeconds(1));
        assertThat(rule.decide(overBase, adapter, "rival", older)).isEqualTo(Decision.PROMOTED);
    }

    @Test
    void ignoresAVictoryOverAStranger() {
        WinRateMeasured overStranger = Samples.evaluation("adapter", "stranger", 0.9);
        assertThat(rule.decide(overStranger, adapter, "base", base)).isEqualTo(Decision.OPPONENT_NOT_SERVED);
    }

    @Test
    void waitsForACheckpointWhoseEventHasNotArrived() {
        assertThat(rule.decide(overBase, null, null, null)).isEqualTo(Decision.AWAITING_CHECKPOINT);
        assertThat(rule.decide(overBase, adapter, "unseen", null)).isEqualTo(Decision.AWAITING_CHECKPOINT);
    }

    @Test
    void neverServesARewardModel() {
        CheckpointPublished rewardModel = Samples.checkpoint("adapter", Kind.REWARD_MODEL, "base", Samples.NOON);
        assertThat(rule.decide(overBase, rewardModel, null, null)).isEqualTo(Decision.NOT_SERVABLE);
    }

    @Test
    void leavesAServedCheckpointInPlace() {
        assertThat(rule.decide(overBase, adapter, "adapter", adapter)).isEqualTo(Decision.ALREADY_SERVED);
    }

    @Test
    void refusesAThresholdThatIsNoShare() {
        assertThatThrownBy(() -> new PromotionRule(50)).hasMessageContaining("attune.promotion.threshold");
    }
}
