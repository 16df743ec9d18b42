package dev.attune.feedback.service.settlement;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import org.junit.jupiter.api.Test;

import dev.attune.contracts.event.Candidate;
import dev.attune.contracts.event.Candidate.Sampling;
import dev.attune.contracts.event.Message;
import dev.attune.contracts.event.PreferenceEvent.Outcome;
import dev.attune.contracts.event.PreferenceEvent.PreferenceSettled;
import dev.attune.contracts.event.part.Split;
import dev.attune.contracts.event.part.Verdict;
import dev.attune.feedback.Item;
import dev.attune.feedback.Judgement;
import dev.attune.feedback.Prompt;

import static org.assertj.core.api.Assertions.assertThat;

class PairSettlementTest {

    private static final UUID ID = new UUID(1, 2);
    private static final Prompt PROMPT = new Prompt(ID, ID, List.of(Message.user("hello")), "f", Split.TRAIN);
    private static final Item ITEM = new Item(ID, ID, ID, candidate("first"), candidate("second"), 5, 5);

    private static Candidate candidate(String text) {
        return new Candidate(text, text, "checkpoint", new Sampling(1, 1, 0, 8, 1), "stop");
    }

    private static Judgement judgement(Verdict verdict, int strength, boolean leftFirst) {
        return new Judgement(
                UUID.randomUUID(), ID, ID, ID, null, verdict, strength, leftFirst, 0, "program", Instant.EPOCH, null);
    }

    private static PreferenceSettled settle(Judgement... judgements) {
        return PairSettlement.settle(ITEM, PROMPT, List.of(judgements), null);
    }

    @Test
    void followsTheAnswerAndNotTheSideItStoodOn() {
        PreferenceSettled settled = settle(
                judgement(Verdict.LEFT, 1, true), judgement(Verdict.RIGHT, 3, false), judgement(Verdict.LEFT, 2, true));

        assertThat(settled.outcome()).isEqualTo(Outcome.DECISIVE);
        assertThat(settled.chosen().text()).isEqualTo("first");
        assertThat(settled.probability()).isEqualTo(1.0);
        assertThat(settled.margin()).isEqualTo(2.0);
        assertThat(settled.weight()).isEqualTo(1.0);
        assertThat(settled.ratings()).isEqualTo(3);
    }

    @Test
    void takesTheShareOfTheMajorityAsProbabilityAndItsMeanStrengthAsMargin() {
        PreferenceSettled settled = settle(
                judgement(Verdict.RIGHT, 2, true), judgement(Verdict.RIGHT, 3, true), judgement(Verdict.LEFT, 1, true));

        assertThat(settled.chosen().text()).isEqualTo("second");
        assertThat(settled.rejected().text()).isEqualTo("first");
        assertThat(settled.probability()).isEqualTo(2.0 / 3);
        assertThat(settled.margin()).isEqualTo(2.5);
    }

    @Test
    void isATieWithoutAMajority() {
        PreferenceSettled split = settle(judgement(Verdict.LEFT, 3, true), judgement(Verdict.RIGHT, 3, true));
        PreferenceSettled half = settle(judgement(Verdict.LEFT, 3, true), judgement(Verdict.TIE, 0, true));

        assertThat(split.outcome()).isEqualTo(Outcome.TIE);
        assertThat(split.probability()).isEqualTo(0.5);
        assertThat(split.margin()).isZero();
        assertThat(half.outcome()).isEqualTo(Outcome.TIE);
    }

    @Test
    void isBothBadWhenMostSaySo() {
        PreferenceSettled settled = settle(
                judgement(Verdict.BOTH_BAD, 0, true),
                judgement(Verdict.LEFT, 1, true),
                judgement(Verdict.BOTH_BAD, 0, false));

        assertThat(settled.outcome()).isEqualTo(Outcome.BOTH_BAD);
        assertThat(settled.ratings()).isEqualTo(3);
    }
}
