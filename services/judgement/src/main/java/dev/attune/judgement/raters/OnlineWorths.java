package dev.attune.judgement.raters;

import java.util.Arrays;

import dev.attune.judgement.maths.Logistic;

/**
 * Worths of answers, updated vote by vote: assumed-density filtering with a full covariance, in the form of an extended Kalman filter. What the
 * page shows between two fits; the order of the votes matters a little, a vote cannot be taken out again, so that the fit of all votes has
 * the last word.
 */
public final class OnlineWorths {

    private final double[] means;
    private final double[][] covariance;

    /** Answers of which nothing is known: N(0, deviation^2) each. */
    public OnlineWorths(int answers, double deviation) {
        this.means = new double[answers];
        this.covariance = new double[answers][answers];
        for (int answer = 0; answer < answers; answer++) {
            covariance[answer][answer] = deviation * deviation;
        }
    }

    /**
     * Answers of which something is known already, such as by a reward model.
     *
     * @param covariance symmetric and positive definite
     */
    public OnlineWorths(double[] means, double[][] covariance) {
        if (covariance.length != means.length) {
            throw new IllegalArgumentException(
                    "There are " + means.length + " means, but " + covariance.length + " rows of covariance.");
        }
        this.means = means.clone();
        this.covariance = Arrays.stream(covariance).map(double[]::clone).toArray(double[][]::new);
    }

    /**
     * Takes a vote in.
     *
     * @param score 1 where the first one won, 0 where it lost, 1/2 for a tie
     * @param slope the rater's slope
     * @param side the advantage of the first by where it stood, in logits
     */
    public void vote(int first, int second, double score, double slope, double side) {
        double variance = variance(first, second) * slope * slope;
        double m = slope * (means[first] - means[second]) + side;
        double p = Logistic.sigmoid(m / Math.sqrt(1 + Math.PI * variance / 8));
        double h = p * (1 - p);
        double scale = 1 + variance * h;
        double[] gains = new double[means.length];
        for (int i = 0; i < gains.length; i++) {
            gains[i] = slope * (covariance[i][first] - covariance[i][second]);
        }
        for (int i = 0; i < gains.length; i++) {
            means[i] += gains[i] / scale * (score - p);
            for (int j = 0; j < gains.length; j++) {
                covariance[i][j] -= gains[i] * gains[j] * h / scale;
            }
        }
    }

    public double mean(int answer) {
        return means[answer];
    }

    public double covariance(int one, int other) {
        return covariance[one][other];
    }

    public PairBelief pair(int first, int second) {
        return new PairBelief(means[first] - means[second], Math.sqrt(variance(first, second)));
    }

    private double variance(int first, int second) {
        return covariance[first][first] + covariance[second][second] - 2 * covariance[first][second];
    }
}
