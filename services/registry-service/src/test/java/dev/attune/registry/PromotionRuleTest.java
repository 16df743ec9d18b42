package dev.attune.registry;

import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.attune.contracts.event.CheckpointEvent.CheckpointPublished;
import dev.attune.contracts.event.CheckpointEvent.Kind;
import dev.attune.contracts.event.EvaluationEvent.WinRateMeasured;
import dev.attune.registry.PromotionRule.Judges;
import dev.attune.registry.PromotionRule.Origins;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class PromotionRuleTest {

    private static final Origins ORIGINS =
            new Origins(Set.of("adapter", "first", "base", "reward-own", "reward-first"), true);
    private static final Origins UNKNOWN = new Origins(Set.of("adapter", "first"), false);

    private final PromotionRule rule = new PromotionRule(0.5, Judges.INDEPENDENT);
    private final CheckpointPublished adapter = Samples.adapter("adapter", "base");
    private final WinRateMeasured overBase = Samples.evaluation("adapter", "base", 0.5);

    private Decision decide(WinRateMeasured evaluation, @Nullable String served) {
        return rule.decide(evaluation, adapter, ORIGINS, served);
    }

    @Test
    void promotesWhatBeatTheServedCheckpointAtTheThreshold() {
        assertThat(decide(overBase, "base")).isEqualTo(Decision.PROMOTED);
    }

    @Test
    void refusesJustBelowTheThreshold() {
        WinRateMeasured weak = Samples.evaluation("adapter", "base", 0.499);
        assertThat(decide(weak, "base")).isEqualTo(Decision.BELOW_THRESHOLD);
    }

    @Test
    void doesNotPromoteForBeatingItsOriginOnly() {
        assertThat(decide(overBase, "rival")).isEqualTo(Decision.OPPONENT_NOT_SERVED);
    }

    @Test
    void whatIsServedFirstIsDecidedByAPerson() {
        assertThat(decide(overBase, null)).isEqualTo(Decision.OPPONENT_NOT_SERVED);
    }

    @Test
    void ignoresAVictoryOverAStranger() {
        WinRateMeasured overStranger = Samples.evaluation("adapter", "stranger", 0.9);
        assertThat(decide(overStranger, "base")).isEqualTo(Decision.OPPONENT_NOT_SERVED);
    }

    @ParameterizedTest
    @CsvSource({
        "judge, INDEPENDENT, PROMOTED",
        "judge, OUTSIDE, PROMOTED",
        "simulated-raters:hidden-rule, OUTSIDE, PROMOTED",
        "reward-model:reward-own, INDEPENDENT, JUDGE_NOT_INDEPENDENT",
        "reward-model:reward-first, INDEPENDENT, JUDGE_NOT_INDEPENDENT",
        "reward-model:reward-other, INDEPENDENT, PROMOTED",
        "reward-model:reward-other, OUTSIDE, JUDGE_NOT_INDEPENDENT",
        "reward-model:, OUTSIDE, JUDGE_NOT_INDEPENDENT"
    })
    void noTeacherJudgesItsPupil(String judge, Judges judges, Decision decision) {
        WinRateMeasured evaluation = Samples.evaluation("adapter", "base", 0.9, judge);
        assertThat(new PromotionRule(0.5, judges).decide(evaluation, adapter, ORIGINS, "base"))
                .isEqualTo(decision);
    }

    @ParameterizedTest
    @CsvSource({"reward-model:reward-other, AWAITING_CHECKPOINT", "judge, PROMOTED"})
    void aJudgeWaitsUntilItIsKnownWhomItTaught(String judge, Decision decision) {
        WinRateMeasured evaluation = Samples.evaluation("adapter", "base", 0.9, judge);
        assertThat(rule.decide(evaluation, adapter, UNKNOWN, "base")).isEqualTo(decision);
    }

    @Test
    void waitsForACheckpointWhoseEventHasNotArrived() {
        assertThat(rule.decide(overBase, null, UNKNOWN, "base")).isEqualTo(Decision.AWAITING_CHECKPOINT);
    }

    @Test
    void neverServesARewardModel() {
        CheckpointPublished rewardModel = Samples.checkpoint("adapter", Kind.REWARD_MODEL, "base", Samples.NOON);
        assertThat(rule.decide(overBase, rewardModel, UNKNOWN, "base")).isEqualTo(Decision.NOT_SERVABLE);
    }

    @Test
    void leavesAServedCheckpointInPlace() {
        assertThat(decide(overBase, "adapter")).isEqualTo(Decision.ALREADY_SERVED);
    }

    @Test
    void refusesAThresholdThatIsNoShare() {
        assertThatThrownBy(() -> new PromotionRule(50, Judges.OUTSIDE))
                .hasMessageContaining("attune.promotion.threshold");
    }
}
