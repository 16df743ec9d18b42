package dev.attune.feedback.service.settlement;

import java.util.List;
import java.util.function.Predicate;

import dev.attune.contracts.event.Candidate;
import dev.attune.contracts.event.PreferenceEvent.Outcome;
import dev.attune.contracts.event.PreferenceEvent.PreferenceSettled;
import dev.attune.contracts.event.Verdict;
import dev.attune.feedback.Item;
import dev.attune.feedback.Judgement;
import dev.attune.feedback.Prompt;

/**
 * What the ratings of a pair settle: decisive when more than half of them prefer the same answer, both bad when more
 * than half say so, a tie otherwise.
 */
final class PairSettlement {

    private static final double WEIGHT = 1.0;

    private PairSettlement() {}

    /**
     * The outcome of {@code judgements}, of which there is at least one and none is a skip. The probability of a
     * decisive pair is the share of the ratings that prefer the chosen answer, its margin their mean strength (1 to 3).
     */
    static PreferenceSettled settle(Item item, Prompt prompt, List<Judgement> judgements) {
        if (majority(judgements, Judgement::prefersFirst)) {
            return decisive(item, prompt, judgements, true);
        }
        if (majority(judgements, Judgement::prefersSecond)) {
            return decisive(item, prompt, judgements, false);
        }
        boolean bothBad = majority(judgements, judgement -> judgement.verdict() == Verdict.BOTH_BAD);
        Outcome outcome = bothBad ? Outcome.BOTH_BAD : Outcome.TIE;
        return event(item, prompt, true, outcome, 0.5, 0, judgements.size());
    }

    private static boolean majority(List<Judgement> judgements, Predicate<Judgement> says) {
        return 2 * judgements.stream().filter(says).count() > judgements.size();
    }

    private static PreferenceSettled decisive(
            Item item, Prompt prompt, List<Judgement> judgements, boolean firstIsBetter) {
        List<Judgement> agreeing = judgements.stream()
                .filter(firstIsBetter ? Judgement::prefersFirst : Judgement::prefersSecond)
                .toList();
        double probability = (double) agreeing.size() / judgements.size();
        double margin =
                agreeing.stream().mapToInt(Judgement::strength).average().orElseThrow();
        return event(item, prompt, firstIsBetter, Outcome.DECISIVE, probability, margin, judgements.size());
    }

    private static PreferenceSettled event(
            Item item,
            Prompt prompt,
            boolean firstIsChosen,
            Outcome outcome,
            double probability,
            double margin,
            int ratings) {
        Candidate chosen = firstIsChosen ? item.first() : item.second();
        Candidate rejected = firstIsChosen ? item.second() : item.first();
        return new PreferenceSettled(
                item.id().toString(),
                item.projectId().toString(),
                item.promptId().toString(),
                prompt.messages(),
                chosen,
                rejected,
                outcome,
                probability,
                margin,
                WEIGHT,
                ratings);
    }
}
