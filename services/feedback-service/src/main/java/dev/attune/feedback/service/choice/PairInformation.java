package dev.attune.feedback.service.choice;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import dev.attune.contracts.event.SpreadEvent.HeadScores;
import dev.attune.contracts.event.part.Verdict;
import dev.attune.feedback.store.choice.PlaceStore.Computed;
import dev.attune.feedback.store.choice.VoteStore.Pair;
import dev.attune.feedback.store.choice.VoteStore.Said;
import dev.attune.feedback.trust.Trusted;
import dev.attune.judgement.choice.ExpectedInformation;
import dev.attune.judgement.raters.OnlineWorths;
import dev.attune.judgement.raters.PairBelief;
import dev.attune.judgement.raters.Priors;

/**
 * How much one more rating is expected to tell about the pairs of one prompt, in nats. Their answers share their worths: a vote on one pair tells
 * about the others, which then wait behind other prompts. Items that are no pairs are valued by how often they were rated.
 */
final class PairInformation {

    /** Heads on one base agree more than they should: so far each worth may be off though all heads say the same. */
    private static final double OWN_DOUBT = 0.25;

    private PairInformation() {}

    /**
     * A rater of the raters' model.
     *
     * @param side the left answer's advantage, in logits
     */
    record Voter(double slope, double side) {

        private static final Voter MEAN = new Voter(1, 0);
    }

    /**
     * What the raters' model knows.
     *
     * @param voters by account; of others nothing is known
     * @param worth the standard deviation of answers' worths, in logits
     */
    record Crowd(Map<UUID, Voter> voters, double worth) {

        /** Before the first fit. */
        static final Crowd UNKNOWN = new Crowd(Map.of(), Priors.RATERS.worth());

        static Crowd of(Trusted trusted) {
            Map<UUID, Voter> voters = new HashMap<>();
            trusted.raters().forEach(rater -> {
                UUID account = rater.account();
                if (account != null) {
                    voters.put(account, new Voter(rater.slope(), rater.side()));
                }
            });
            return new Crowd(voters, trusted.fit().worth());
        }

        private Voter of(UUID account) {
            return voters.getOrDefault(account, Voter.MEAN);
        }
    }

    /** Two answers by their numbers; none where an item is no pair. */
    private record Ends(int first, int second) {}

    /** The places of those items of a prompt that wait: the more is expected, the further in front. */
    static List<Computed> places(List<Pair> items, List<Said> said, List<HeadScores> heads, Crowd crowd) {
        Map<String, Integer> numbers = new HashMap<>();
        Map<UUID, Ends> ends = new HashMap<>();
        for (Pair pair : items) {
            String first = pair.first();
            String second = pair.second();
            if (first != null && second != null) {
                ends.put(pair.item(), new Ends(number(numbers, first), number(numbers, second)));
            }
        }
        OnlineWorths worths = before(numbers, heads, crowd.worth());
        for (Said vote : said) {
            Ends of = ends.get(vote.item());
            if (of != null) {
                Voter voter = crowd.of(vote.account());
                double side = vote.leftFirst() ? voter.side() : -voter.side();
                worths.vote(of.first(), of.second(), score(vote), voter.slope(), side);
            }
        }
        return items.stream()
                .filter(Pair::waiting)
                .map(pair -> new Computed(
                        pair.item(), pair.accepted(), -information(pair, ends.get(pair.item()), worths, crowd.worth())))
                .toList();
    }

    /** What is believed of the answers before anybody votes: by a reward model's heads, of those that it was asked about. */
    private static OnlineWorths before(Map<String, Integer> numbers, List<HeadScores> heads, double worth) {
        int answers = numbers.size();
        double @Nullable [][] scores = new double[answers][];
        heads.forEach(known -> {
            Integer number = numbers.get(known.candidateId());
            if (number != null) {
                scores[number] =
                        known.scores().stream().mapToDouble(Double::doubleValue).toArray();
            }
        });
        double[] means = new double[answers];
        double[][] covariance = new double[answers][answers];
        for (int i = 0; i < answers; i++) {
            means[i] =
                    scores[i] == null ? 0 : Arrays.stream(scores[i]).average().orElse(0);
            for (int j = 0; j < i; j++) {
                covariance[i][j] = covariance(scores[i], means[i], scores[j], means[j]);
                covariance[j][i] = covariance[i][j];
            }
            covariance[i][i] = scores[i] == null
                    ? worth * worth
                    : covariance(scores[i], means[i], scores[i], means[i]) + OWN_DOUBT * OWN_DOUBT;
        }
        return new OnlineWorths(means, covariance);
    }

    private static double covariance(
            double @Nullable [] one, double mean, double @Nullable [] other, double otherMean) {
        if (one == null || other == null || one.length != other.length) {
            return 0;
        }
        double sum = 0;
        for (int head = 0; head < one.length; head++) {
            sum += (one[head] - mean) * (other[head] - otherMean);
        }
        return sum / (one.length - 1);
    }

    private static double information(Pair pair, @Nullable Ends of, OnlineWorths worths, double worth) {
        if (of == null) {
            double fresh = ExpectedInformation.of(0, 2 * worth * worth);
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
