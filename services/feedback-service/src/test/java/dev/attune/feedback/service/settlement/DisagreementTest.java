package dev.attune.feedback.service.settlement;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import org.junit.jupiter.api.Test;

import dev.attune.contracts.event.part.Verdict;
import dev.attune.feedback.Judgement;
import dev.attune.feedback.form.Details;

import static org.assertj.core.api.Assertions.assertThat;

class DisagreementTest {

    private static final UUID ID = new UUID(1, 2);

    private static Judgement said(Verdict verdict, int strength, boolean leftFirst) {
        return new Judgement(
                UUID.randomUUID(), ID, ID, ID, null, verdict, strength, leftFirst, 0, "program", Instant.EPOCH, null);
    }

    private static int of(Judgement... judgements) {
        return Disagreement.of(List.of(judgements), 2);
    }

    @Test
    void howMuchBetterOneAnswerIsIsNoDisagreement() {
        assertThat(of()).isZero();
        assertThat(of(said(Verdict.LEFT, 1, true), said(Verdict.LEFT, 3, true))).isZero();
    }

    @Test
    void whoPrefersTheSameAnswerOnTheOtherSideAgrees() {
        assertThat(of(said(Verdict.LEFT, 2, true), said(Verdict.RIGHT, 2, false)))
                .isZero();
        assertThat(of(said(Verdict.LEFT, 2, true), said(Verdict.LEFT, 2, false)))
                .isEqualTo(4);
    }

    @Test
    void growsWithTheDistance() {
        assertThat(of(said(Verdict.LEFT, 1, true), said(Verdict.TIE, 0, true))).isEqualTo(1);
        assertThat(of(said(Verdict.TIE, 0, true), said(Verdict.BOTH_BAD, 0, true)))
                .isEqualTo(1);
        assertThat(of(said(Verdict.LEFT, 3, true), said(Verdict.BOTH_BAD, 0, true)))
                .isEqualTo(4);
        assertThat(of(said(Verdict.LEFT, 3, true), said(Verdict.RIGHT, 3, true), said(Verdict.BOTH_BAD, 0, true)))
                .isEqualTo(7);
    }

    private static Judgement ranked(List<List<Integer>> groups) {
        return new Judgement(
                UUID.randomUUID(),
                ID,
                ID,
                ID,
                null,
                Verdict.RANKED,
                0,
                true,
                0,
                "program",
                Instant.EPOCH,
                null,
                new Details(List.of(0, 1, 2), groups, List.of(), null, null, null));
    }

    @Test
    void ofRankingsIsTheShareOfPairsTheOtherWayRound() {
        Judgement inOrder = ranked(List.of(List.of(0), List.of(1), List.of(2)));

        assertThat(Disagreement.of(List.of(inOrder, inOrder), 3)).isZero();
        assertThat(Disagreement.of(List.of(inOrder, ranked(List.of(List.of(0, 1, 2)))), 3))
                .isZero();
        assertThat(Disagreement.of(List.of(inOrder, ranked(List.of(List.of(1), List.of(0), List.of(2)))), 3))
                .isEqualTo(2);
        assertThat(Disagreement.of(List.of(inOrder, inOrder, ranked(List.of(List.of(2), List.of(1), List.of(0)))), 3))
                .isEqualTo(6);
    }
}
