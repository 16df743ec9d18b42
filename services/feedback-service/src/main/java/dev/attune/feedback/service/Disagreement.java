package dev.attune.feedback.service;

import java.util.IntSummaryStatistics;
import java.util.List;

import dev.attune.contracts.event.Verdict;
import dev.attune.feedback.Judgement;

/** How far the raters of an item lie apart. */
final class Disagreement {

    private Disagreement() {}

    /**
     * 0 while all say the same of the item, else the distance between those furthest apart, from 3 for a first answer that is
     * much better to -3 for a second one, and one more when only some say that both are bad.
     */
    static int of(List<Judgement> judgements) {
        if (judgements.stream().map(Disagreement::kind).distinct().count() < 2) {
            return 0;
        }
        IntSummaryStatistics places =
                judgements.stream().mapToInt(Disagreement::place).summaryStatistics();
        boolean someBad = judgements.stream().anyMatch(judgement -> judgement.verdict() == Verdict.BOTH_BAD);
        return places.getMax() - places.getMin() + (someBad ? 1 : 0);
    }

    private static String kind(Judgement judgement) {
        return judgement.verdict().decisive()
                ? String.valueOf(judgement.prefersFirst())
                : judgement.verdict().name();
    }

    private static int place(Judgement judgement) {
        if (!judgement.verdict().decisive()) {
            return 0;
        }
        return judgement.prefersFirst() ? judgement.strength() : -judgement.strength();
    }
}
