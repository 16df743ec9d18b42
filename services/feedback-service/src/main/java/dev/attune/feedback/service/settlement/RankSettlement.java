package dev.attune.feedback.service.settlement;

import java.util.ArrayList;
import java.util.List;

import dev.attune.contracts.event.PreferenceEvent.Outcome;
import dev.attune.contracts.event.PreferenceEvent.PreferenceSettled;
import dev.attune.feedback.Item;
import dev.attune.feedback.Judgement;
import dev.attune.feedback.Prompt;

/**
 * What rankings of an item settle: each two answers are a pair of their own, decided when more than half of those who ranked
 * them put the same one before the other, and a tie otherwise. An answer that somebody did not rank is behind all that he did; of
 * two that he did not rank he says nothing.
 *
 * <p>The pairs of an item share the weight of one, so that eight answers, which are 28 pairs, teach as much as two. An order does
 * not say how much better an answer is: the margin is that of a slight preference.
 */
final class RankSettlement {

    private static final double MARGIN = 1;

    private RankSettlement() {}

    /** Rankings that put the one answer before the other, the other before the one, and both in one group. */
    private record Votes(int first, int second, int tied) {
        int all() {
            return first + second + tied;
        }
    }

    static List<PreferenceSettled> settle(Item item, Prompt prompt, List<Judgement> judgements) {
        List<PreferenceSettled> settled = new ArrayList<>();
        int answers = item.answers().size();
        int pairs = 0;
        for (int i = 0; i < answers; i++) {
            for (int j = i + 1; j < answers; j++) {
                pairs += votes(judgements, i, j).all() > 0 ? 1 : 0;
            }
        }
        for (int i = 0; i < answers; i++) {
            for (int j = i + 1; j < answers; j++) {
                Votes votes = votes(judgements, i, j);
                if (votes.all() > 0) {
                    settled.add(pair(item, prompt, i, j, votes, 1.0 / pairs)
                            .selected(Settlement.selected(judgements))
                            .of(Halves.of(prompt, judgements)));
                }
            }
        }
        return settled;
    }

    private static Votes votes(List<Judgement> judgements, int one, int other) {
        int first = 0;
        int second = 0;
        int tied = 0;
        for (Judgement judgement : judgements) {
            int place = place(judgement, one);
            int otherPlace = place(judgement, other);
            boolean compared = Math.min(place, otherPlace) < Integer.MAX_VALUE;
            first += compared && place < otherPlace ? 1 : 0;
            second += compared && place > otherPlace ? 1 : 0;
            tied += compared && place == otherPlace ? 1 : 0;
        }
        return new Votes(first, second, tied);
    }

    /** The group that holds the answer, from 0; what was not ranked is behind them all. */
    static int place(Judgement judgement, int answer) {
        List<List<Integer>> groups = judgement.details().ranking();
        for (int group = 0; group < groups.size(); group++) {
            if (groups.get(group).contains(answer)) {
                return group;
            }
        }
        return Integer.MAX_VALUE;
    }

    private static PreferenceSettled pair(Item item, Prompt prompt, int i, int j, Votes votes, double weight) {
        int most = Math.max(votes.first(), votes.second());
        boolean decisive = 2 * most > votes.all();
        boolean firstIsChosen = !decisive || votes.first() > votes.second();
        return new PreferenceSettled(
                item.id() + "/" + i + "-" + j,
                item.projectId().toString(),
                item.promptId().toString(),
                prompt.messages(),
                item.answers().get(firstIsChosen ? i : j),
                item.answers().get(firstIsChosen ? j : i),
                decisive ? Outcome.DECISIVE : Outcome.TIE,
                decisive ? (double) most / votes.all() : 0.5,
                decisive ? MARGIN : 0,
                weight,
                votes.all());
    }
}
