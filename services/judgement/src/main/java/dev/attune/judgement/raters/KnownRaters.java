package dev.attune.judgement.raters;

import java.util.List;
import java.util.OptionalDouble;

import dev.attune.judgement.vote.Davidson;
import dev.attune.judgement.vote.Verdict;

/**
 * Raters as a fit found them, for votes that the fit has not seen: what is believed of two answers on which they vote later. The raters are taken
 * as certain, as they are within the fit, and the lead is summed over the same points: of the fit's own votes this says what the fit says.
 * A rater of whom nothing is known has the mean.
 *
 * @param raters what is known of each, by number
 * @param commonSide the side of all raters, in logits for the left
 * @param logTies the logarithm of the weight of ties; where there is none a tie is half a win
 * @param priors the fitted widths
 */
public record KnownRaters(List<Rater> raters, double commonSide, OptionalDouble logTies, Priors priors) {

    /** The number of a rater of whom nothing is known. */
    public static final int UNKNOWN = -1;

    /** Of a rater: how well answers are told apart, and how much the left place attracts, in logits. */
    public record Rater(double slope, double side) {}

    /**
     * A word on the two answers.
     *
     * @param rater a number, or {@link #UNKNOWN}
     * @param verdict what was said of the two as they stood
     * @param firstIsLeft whether the first of them stood on the left
     */
    public record Said(int rater, Verdict verdict, boolean firstIsLeft) {}

    public KnownRaters {
        raters = List.copyOf(raters);
    }

    /** Before any fit: all raters are as they are believed to be before they vote. */
    public static KnownRaters unknown(Priors priors) {
        return new KnownRaters(List.of(), 0, OptionalDouble.empty(), priors);
    }

    /** What the votes say of the two answers; without votes what is believed before anybody votes. */
    public PairBelief pair(List<Said> votes) {
        LeadGrid grid = new LeadGrid(priors.worth());
        double[] logs = grid.logMasses();
        for (Said vote : votes) {
            Rater rater = rater(vote.rater());
            for (int q = 0; q < logs.length; q++) {
                double lead = vote.firstIsLeft() ? grid.lead(q) : -grid.lead(q);
                double m = rater.slope() * lead + rater.side();
                logs[q] += Davidson.of(vote.verdict(), m, logTies.orElse(Double.NEGATIVE_INFINITY))
                        .log();
            }
        }
        return grid.belief(Expectation.normalised(logs));
    }

    /** P(the rater prefers the left one), of those who prefer one, whatever the lead of the left may be. */
    public double prefersLeft(int rater, PairBelief leadOfLeft) {
        Rater known = rater(rater);
        PairBelief seen = new PairBelief(
                known.slope() * leadOfLeft.lead() + known.side(),
                Math.max(Double.MIN_NORMAL, Math.abs(known.slope()) * leadOfLeft.deviation()));
        return seen.predictive();
    }

    /**
     * P(somebody drawn from these raters prefers the first), of those who prefer one, wherever it stands. Further from certainty than what a
     * rater of the mean would say, as some do not look and some have it the wrong way round.
     *
     * @param drawnFrom numbers of raters, at least one
     */
    public double prefersFirst(List<Integer> drawnFrom, PairBelief lead) {
        PairBelief reversed = new PairBelief(-lead.lead(), lead.deviation());
        double sum = 0;
        for (int rater : drawnFrom) {
            sum += (prefersLeft(rater, lead) + 1 - prefersLeft(rater, reversed)) / 2;
        }
        return sum / drawnFrom.size();
    }

    private Rater rater(int rater) {
        return rater == UNKNOWN ? new Rater(1, commonSide) : raters.get(rater);
    }
}
