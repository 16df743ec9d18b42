package dev.attune.judgement.raters;

/** Seven points that stand for a standard normal distribution: Gauss-Hermite's, exact for polynomials up to degree 13. */
final class Hermite {

    static final int POINTS = 7;

    private static final double[] Z = {
        -3.7504397177257425,
        -2.366759410734541,
        -1.1544053947399682,
        0,
        1.1544053947399682,
        2.366759410734541,
        3.7504397177257425
    };
    private static final double[] WEIGHTS = {
        5.4826885597221e-4,
        0.0307571239675865,
        0.2401231786050127,
        0.4571428571428572,
        0.2401231786050127,
        0.0307571239675865,
        5.4826885597221e-4
    };

    private Hermite() {}

    static double z(int i) {
        return Z[i];
    }

    static double weight(int i) {
        return WEIGHTS[i];
    }
}
