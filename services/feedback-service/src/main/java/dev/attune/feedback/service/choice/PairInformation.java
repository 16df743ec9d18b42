package dev.attune.feedback.service.choice;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import dev.attune.contracts.event.Verdict;
import dev.attune.feedback.store.choice.PlaceStore.Computed;
import dev.attune.feedback.store.choice.VoteStore.Pair;
import dev.attune.feedback.store.choice.VoteStore.Said;
import dev.attune.judgement.choice.ExpectedInformation;
import dev.attune.judgement.raters.OnlineWorths;
import dev.attune.judgement.raters.PairBelief;
import dev.attune.judgement.raters.Priors;

/**
 * How much one more rating is expected to tell about the pairs of one prompt, in nats. Their answers share their worths: a vote on one pair tells
 * about the others, which then wait behind other prompts. Items that are no pairs are valued by how often they were rated.
 */
final class PairInformation {

    private PairInformation() {}

    /** Two answers by their numbers; none where an item is no pair. */
    private record Ends(int first, int second) {}

    /** The places of those items of a prompt that wait: the more is expected, the further in front. */
    static List<Computed> places(List<Pair> items, List<Said> said) {
        Map<String, Integer> numbers = new HashMap<>();
        Map<UUID, Ends> ends = new HashMap<>();
        for (Pair pair : items) {
            String first = pair.first();
            String second = pair.second();
            if (first != null && second != null) {
                ends.put(pair.item(), new Ends(number(numbers, first), number(numbers, second)));
            }
        }
        OnlineWorths worths = new OnlineWorths(numbers.size(), Priors.RATERS.worth());
        for (Said vote : said) {
            Ends of = ends.get(vote.item());
            if (of != null) {
                worths.vote(of.first(), of.second(), score(vote), 1, 0);
            }
        }
        return items.stream()
                .filter(Pair::waiting)
                .map(pair -> new Computed(pair.item(), -information(pair, ends.get(pair.item()), worths)))
                .toList();
    }

    private static double information(Pair pair, @Nullable Ends of, OnlineWorths worths) {
        if (of == null) {
            double fresh = ExpectedInformation.of(0, 2 * Priors.RATERS.worth() * Priors.RATERS.worth());
            return fresh / (1 + pair.accepted());
        }
        PairBelief belief = worths.pair(of.first(), of.second());
        return ExpectedInformation.of(belief.lead(), belief.deviation() * belief.deviation());
    }

    private static double score(Said vote) {
        return vote.verdict() == Verdict.TIE ? 0.5 : (vote.verdict() == Verdict.LEFT) == vote.leftFirst() ? 1 : 0;
    }

    private static int number(Map<String, Integer> numbers, String answer) {
        return numbers.computeIfAbsent(answer, _ -> numbers.size());
    }
}
