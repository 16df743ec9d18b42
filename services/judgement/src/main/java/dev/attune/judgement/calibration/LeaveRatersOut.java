package dev.attune.judgement.calibration;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import dev.attune.judgement.raters.CrowdFit;
import dev.attune.judgement.raters.KnownRaters;
import dev.attune.judgement.raters.Priors;
import dev.attune.judgement.raters.RaterHierarchy;
import dev.attune.judgement.vote.Verdict;
import dev.attune.judgement.vote.Vote;
import dev.attune.judgement.vote.Votes;

/**
 * Votes predicted from what others said of the same two answers: each part of the raters is left out of a fit of its own, and what they said is
 * held against it. Ties, and pairs on which nobody else voted, are not predicted.
 *
 * @param model P(somebody drawn from the raters who were not left out prefers the first) as the hierarchy has it, beside what was said. The
 *     label that trainers get is that of a rater of the mean, who looks: it is surer
 * @param share the share of the others' votes that prefer the first, a tie being half of one, beside the same
 */
public record LeaveRatersOut(List<Predicted> model, List<Predicted> share) {

    public LeaveRatersOut {
        model = List.copyOf(model);
        share = List.copyOf(share);
    }

    /**
     * Leaves each rater out once; with more raters than {@code parts}, several at a time.
     *
     * @param parts how many fits at most
     */
    public static LeaveRatersOut of(Votes votes, int parts) {
        int count = Math.min(parts, votes.raters());
        List<Predicted> model = new ArrayList<>();
        List<Predicted> share = new ArrayList<>();
        for (int part = 0; part < count; part++) {
            leaveOut(votes, part, count, model, share);
        }
        return new LeaveRatersOut(model, share);
    }

    private static void leaveOut(Votes votes, int part, int parts, List<Predicted> model, List<Predicted> share) {
        List<Vote> others = votes.all().stream()
                .filter(vote -> vote.rater() % parts != part)
                .toList();
        CrowdFit fit = RaterHierarchy.fit(new Votes(votes.raters(), votes.answers(), others), Priors.RATERS);
        KnownRaters known = fit.known();
        List<Integer> left = IntStream.range(0, votes.raters())
                .filter(rater -> rater % parts != part)
                .boxed()
                .toList();
        Map<Long, double[]> counts = counts(others);
        for (Vote vote : votes.all()) {
            double[] of = counts.get(key(vote));
            if (vote.rater() % parts == part && vote.verdict() != Verdict.TIE && of != null) {
                boolean happened = firstWon(vote);
                model.add(new Predicted(known.prefersFirst(left, fit.pair(first(vote), second(vote))), happened));
                share.add(new Predicted(of[0] / of[1], happened));
            }
        }
    }

    /** Wins of the first, and votes, of each pair. */
    private static Map<Long, double[]> counts(List<Vote> votes) {
        Map<Long, double[]> counts = new HashMap<>();
        for (Vote vote : votes) {
            double[] of = counts.computeIfAbsent(key(vote), _ -> new double[2]);
            double score = vote.verdict().score();
            of[0] += vote.left() < vote.right() ? score : 1 - score;
            of[1]++;
        }
        return counts;
    }

    private static boolean firstWon(Vote vote) {
        return (vote.verdict() == Verdict.LEFT) == (vote.left() < vote.right());
    }

    private static int first(Vote vote) {
        return Math.min(vote.left(), vote.right());
    }

    private static int second(Vote vote) {
        return Math.max(vote.left(), vote.right());
    }

    private static long key(Vote vote) {
        return ((long) first(vote) << 32) | second(vote);
    }
}
