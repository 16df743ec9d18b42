package dev.attune.policy.statistics;

import java.util.Arrays;

/**
 * The win rate that would be left if both sides' answers were equally long: after AlpacaEval 2 (Dubois et al., arXiv:2404.04475), without its
 * terms for models and prompts.
 *
 * <p>{@code P(win) = sigmoid(a + b tanh(d / s))}: d is the answer's length less the opponent's, s the root of the mean square of all d. a and b
 * maximise the likelihood less {@code (a^2 + b^2) / 200}, which keeps them finite where one side wins all. The rate is {@code sigmoid(a)}.
 */
public final class LengthControl {

    private static final double PENALTY = 0.01;
    private static final int ITERATIONS = 100;
    private static final double DONE = 1e-12;

    private LengthControl() {}

    /**
     * The controlled win rate.
     *
     * @param points of each pair (N): 1 won, 0 lost, 0.5 a tie
     * @param lengths of the answers (N), less the opponent's
     */
    public static double winRate(double[] points, double[] lengths) {
        double scale =
                Math.sqrt(Arrays.stream(lengths).map(d -> d * d).average().orElseThrow());
        double[] x = Arrays.stream(lengths)
                .map(d -> scale == 0 ? 0 : Math.tanh(d / scale))
                .toArray();
        double a = 0;
        double b = 0;
        for (int i = 0; i < ITERATIONS; i++) {
            double[] step = step(points, x, a, b);
            a += step[0];
            b += step[1];
            if (Math.abs(step[0]) + Math.abs(step[1]) < DONE) {
                break;
            }
        }
        return sigmoid(a);
    }

    /** Newton's step; the penalty keeps what is inverted positive definite. */
    private static double[] step(double[] points, double[] x, double a, double b) {
        double ga = -PENALTY * a;
        double gb = -PENALTY * b;
        double haa = PENALTY;
        double hab = 0;
        double hbb = PENALTY;
        for (int i = 0; i < x.length; i++) {
            double p = sigmoid(a + b * x[i]);
            double w = p * (1 - p);
            ga += points[i] - p;
            gb += (points[i] - p) * x[i];
            haa += w;
            hab += w * x[i];
            hbb += w * x[i] * x[i];
        }
        double determinant = haa * hbb - hab * hab;
        double da = (hbb * ga - hab * gb) / determinant;
        double db = (haa * gb - hab * ga) / determinant;
        // A step that is too long overshoots where one side wins nearly all.
        double shrink = Math.min(1, 2 / Math.max(1e-300, Math.max(Math.abs(da), Math.abs(db))));
        return new double[] {da * shrink, db * shrink};
    }

    private static double sigmoid(double z) {
        return 1 / (1 + Math.exp(-z));
    }
}
