package dev.attune.judgement.standing;

import java.util.List;

/** Variances of contrasts by summed scores of clusters. */
final class Sandwich {

    private final Cells cells;
    private final WorthModel model;
    private final int[] cluster;
    private final int clusters;

    Sandwich(Cells cells, WorthModel model, List<Ballot> ballots, Clusters kind) {
        this.cells = cells;
        this.model = model;
        this.cluster = kind.numbers(ballots);
        this.clusters = java.util.Arrays.stream(cluster).max().orElse(-1) + 1;
    }

    int clusters() {
        return clusters;
    }

    int[] cluster() {
        return cluster;
    }

    /** The summed scores of each cluster, times the covariance: how far it moves the estimates, to first order. */
    double[][] pulls(double[] at, double[][] covariance) {
        double[][] scores = new double[clusters][model.size()];
        for (int b = 0; b < cells.ballots(); b++) {
            model.addScore(cells.ofBallot(b), 1, at, scores[cluster[b]]);
        }
        double[][] pulls = new double[clusters][];
        for (int c = 0; c < clusters; c++) {
            pulls[c] = times(covariance, scores[c]);
        }
        return pulls;
    }

    /** The variance of a contrast where each cluster counts so often. */
    static double variance(double[] contrast, double[][] pulls, double[] times) {
        double sum = 0;
        double count = 0;
        for (int c = 0; c < pulls.length; c++) {
            if (times[c] > 0) {
                double pull = dot(contrast, pulls[c]);
                sum += times[c] * pull * pull;
                count += times[c];
            }
        }
        return count < 2 ? 0 : sum * count / (count - 1);
    }

    static double dot(double[] one, double[] other) {
        double sum = 0;
        for (int i = 0; i < one.length; i++) {
            sum += one[i] * other[i];
        }
        return sum;
    }

    static double[] times(double[][] matrix, double[] x) {
        double[] result = new double[matrix.length];
        for (int i = 0; i < matrix.length; i++) {
            result[i] = dot(matrix[i], x);
        }
        return result;
    }
}
