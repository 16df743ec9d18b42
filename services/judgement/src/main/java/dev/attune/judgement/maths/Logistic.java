package dev.attune.judgement.maths;

/** The logistic function and its logarithm, safe for large arguments. */
public final class Logistic {

    private Logistic() {}

    /** 1 / (1 + e^-x). */
    public static double sigmoid(double x) {
        if (x >= 0) {
            return 1 / (1 + Math.exp(-x));
        }
        double e = Math.exp(x);
        return e / (1 + e);
    }

    /** ln(1 / (1 + e^-x)). */
    public static double logSigmoid(double x) {
        return x >= 0 ? -Math.log1p(Math.exp(-x)) : x - Math.log1p(Math.exp(x));
    }

    /** ln(p / (1 - p)). */
    public static double logit(double p) {
        return Math.log(p) - Math.log1p(-p);
    }
}
