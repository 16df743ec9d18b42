package dev.attune.judgement.signal;

import java.util.List;

import dev.attune.judgement.maths.Logistic;

/**
 * How much a rater's choice of a side goes with length: the weight w in P(left) = sigmoid(b + w ln(length left / length right)), with w and b both N(0, 2^2)
 * beforehand, so that few votes give a small weight instead of none.
 *
 * @param weight at the mode
 * @param deviation its standard error, from the curvature
 */
public record Lengths(double weight, double deviation) {

    private static final double PRECISION = 0.25;
    private static final int STEPS = 50;

    /**
     * A vote for one answer.
     *
     * @param ratio ln(length left / length right)
     */
    public record Choice(double ratio, boolean left) {}

    /** Of these votes; without any the prior alone. */
    public static Lengths of(List<Choice> choices) {
        double b = 0;
        double w = 0;
        double[] curvature = new double[3];
        for (int step = 0; step < STEPS; step++) {
            double gradientB = -PRECISION * b;
            double gradientW = -PRECISION * w;
            curvature = new double[] {PRECISION, 0, PRECISION};
            for (Choice choice : choices) {
                double p = Logistic.sigmoid(b + w * choice.ratio());
                double error = (choice.left() ? 1 : 0) - p;
                gradientB += error;
                gradientW += error * choice.ratio();
                curvature[0] += p * (1 - p);
                curvature[1] += p * (1 - p) * choice.ratio();
                curvature[2] += p * (1 - p) * choice.ratio() * choice.ratio();
            }
            double determinant = curvature[0] * curvature[2] - curvature[1] * curvature[1];
            double stepB = (curvature[2] * gradientB - curvature[1] * gradientW) / determinant;
            double stepW = (curvature[0] * gradientW - curvature[1] * gradientB) / determinant;
            b += stepB;
            w += stepW;
            if (Math.abs(stepB) + Math.abs(stepW) < 1e-9) {
                break;
            }
        }
        double determinant = curvature[0] * curvature[2] - curvature[1] * curvature[1];
        return new Lengths(w, Math.sqrt(curvature[0] / determinant));
    }

    /** How far this is from what others do, with the error of both. */
    public Lengths beside(Lengths others) {
        return new Lengths(weight - others.weight, Math.hypot(deviation, others.deviation));
    }
}
