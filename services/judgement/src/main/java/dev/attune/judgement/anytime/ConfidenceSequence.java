package dev.attune.judgement.anytime;

import dev.attune.judgement.finding.Finding;
import dev.attune.judgement.finding.Interval;
import dev.attune.judgement.finding.Undefined;

/**
 * An interval for the mean of scores between 0 and 1 that may be looked at after every one of them: all means that neither a {@link Bet} on more nor one on
 * less, each with half of the wealth, has refuted so far. A mean that was refuted once stays so. The scores are independent; for votes of raters who
 * give many see {@link RaterSequence}.
 */
public final class ConfidenceSequence {

    private static final int MEANS = 999;

    private final double refuted;
    private final Bet[] above = new Bet[MEANS];
    private final Bet[] below = new Bet[MEANS];
    private final boolean[] out = new boolean[MEANS];
    private double sum;
    private int scores;

    /** Holds for all times together with a probability of 1 - alpha at least. */
    public ConfidenceSequence(double alpha) {
        refuted = Math.log(1 / alpha);
        for (int i = 0; i < MEANS; i++) {
            above[i] = new Bet(mean(i));
            below[i] = new Bet(1 - mean(i));
        }
    }

    private static double mean(int i) {
        return (i + 1) / (MEANS + 1.0);
    }

    /** One more score: 1, 1/2 or 0. */
    public void add(double score) {
        sum += score;
        scores++;
        for (int i = 0; i < MEANS; i++) {
            if (!out[i]) {
                above[i].add(score);
                below[i].add(1 - score);
                out[i] = logWealth(above[i].logWealth(), below[i].logWealth()) >= refuted;
            }
        }
    }

    /** ln of the mean of both wealths. */
    private static double logWealth(double one, double other) {
        double higher = Math.max(one, other);
        return higher + Math.log((Math.exp(one - higher) + Math.exp(other - higher)) / 2);
    }

    /** How many scores there were. */
    public int scores() {
        return scores;
    }

    /**
     * The interval now, a step of the grid wider than the means that are left; its estimate is the mean so far. Undefined when no mean is left, as the scores
     * then were not what was assumed.
     */
    public Finding<Interval> interval() {
        int first = 0;
        int last = MEANS - 1;
        while (first < MEANS && out[first]) {
            first++;
        }
        while (last >= 0 && out[last]) {
            last--;
        }
        if (first > last) {
            return Finding.undefined(Undefined.CONTRADICTED);
        }
        double estimate = scores == 0 ? 0.5 : sum / scores;
        double low = first == 0 ? 0 : mean(first - 1);
        double high = last == MEANS - 1 ? 1 : mean(last + 1);
        return Finding.of(new Interval(estimate, low, high));
    }
}
