package dev.attune.judgement.choice;

import java.util.Arrays;

import dev.attune.judgement.maths.Logistic;

/**
 * Worth as a weighted sum of features, each weight normal and apart from the others, updated vote by vote (assumed-density filtering with a diagonal
 * covariance): quick enough to choose among a hundred thousand pairs.
 */
public final class LinearWorth {

    private final double[] means;
    private final double[] variances;

    /** Weights N(0, deviation^2). */
    public LinearWorth(int features, double deviation) {
        this.means = new double[features];
        this.variances = new double[features];
        Arrays.fill(variances, deviation * deviation);
    }

    /** The expected lead of the left answer, in logits. */
    public double lead(Difference pair) {
        double sum = 0;
        for (int i = 0; i < pair.places().length; i++) {
            sum += pair.values()[i] * means[pair.places()[i]];
        }
        return sum;
    }

    /** The lead's variance. */
    public double variance(Difference pair) {
        double sum = 0;
        for (int i = 0; i < pair.places().length; i++) {
            sum += pair.values()[i] * pair.values()[i] * variances[pair.places()[i]];
        }
        return sum;
    }

    /** Learns a vote: {@code score} is 1 where the left answer won, 0 where it lost, 1/2 for a tie. */
    public void learn(Difference pair, double score) {
        double variance = variance(pair);
        double p = Logistic.sigmoid(lead(pair) / Math.sqrt(1 + Math.PI * variance / 8));
        double h = p * (1 - p);
        double scale = 1 + variance * h;
        for (int i = 0; i < pair.places().length; i++) {
            int place = pair.places()[i];
            double gain = variances[place] * pair.values()[i];
            means[place] += gain / scale * (score - p);
            variances[place] -= gain * gain * h / scale;
        }
    }
}
