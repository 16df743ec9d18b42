package dev.attune.feedback.service.settlement;

import java.util.IntSummaryStatistics;
import java.util.List;

import dev.attune.contracts.event.part.Verdict;
import dev.attune.feedback.Judgement;

/** How far the raters of an item lie apart, from 0 to 7. */
public final class Disagreement {

    private static final int MOST_OF_RANKINGS = 6;

    private Disagreement() {}

    /**
     * Of a pair 0 while all say the same of it, else the distance between those furthest apart, from 3 for a first answer that is
     * much better to -3 for a second one, and one more when only some say that both are bad. Of rankings six times the share of the
     * pairs of answers that the two raters furthest apart order the other way round, rounded up.
     *
     * @param answers of the item
     */
    public static int of(List<Judgement> judgements, int answers) {
        if (judgements.stream().anyMatch(judgement -> judgement.verdict() == Verdict.RANKED)) {
            return ofRankings(judgements, answers);
        }
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

    private static int ofRankings(List<Judgement> judgements, int answers) {
        int most = 0;
        for (int one = 0; one < judgements.size(); one++) {
            for (int other = one + 1; other < judgements.size(); other++) {
                most = Math.max(most, reversed(judgements.get(one), judgements.get(other), answers));
            }
        }
        int pairs = answers * (answers - 1) / 2;
        return Math.ceilDiv(MOST_OF_RANKINGS * most, pairs);
    }

    /** Pairs of answers that the one orders the other way round than the other. */
    private static int reversed(Judgement one, Judgement other, int answers) {
        int reversed = 0;
        for (int i = 0; i < answers; i++) {
            for (int j = i + 1; j < answers; j++) {
                reversed += order(one, i, j) * order(other, i, j) < 0 ? 1 : 0;
            }
        }
        return reversed;
    }

    private static int order(Judgement judgement, int i, int j) {
        return Integer.compare(RankSettlement.place(judgement, i), RankSettlement.place(judgement, j));
    }
}
