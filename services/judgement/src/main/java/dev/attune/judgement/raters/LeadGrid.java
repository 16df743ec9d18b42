package dev.attune.judgement.raters;

/**
 * Points for the lead of one answer over another, N(0, 2 worth^2) before anybody votes, with the mass of each: sums over them stand for
 * integrals. Symmetric, so that the point of the reversed pair is the mirrored one.
 */
final class LeadGrid {

    /** Odd: 0 is one of them. */
    static final int POINTS = 61;

    private static final double WIDEST = 5;

    private final double[] leads = new double[POINTS];
    private final double[] logMasses = new double[POINTS];

    LeadGrid(double worth) {
        double deviation = worth * Math.sqrt(2);
        double sum = 0;
        for (int q = 0; q < POINTS; q++) {
            double z = WIDEST * (2.0 * q / (POINTS - 1) - 1);
            leads[q] = z * deviation;
            logMasses[q] = -z * z / 2;
            sum += Math.exp(logMasses[q]);
        }
        for (int q = 0; q < POINTS; q++) {
            logMasses[q] -= Math.log(sum);
        }
    }

    double lead(int q) {
        return leads[q];
    }

    double[] logMasses() {
        return logMasses.clone();
    }

    /** Mean and deviation of the lead whose masses these are. */
    PairBelief belief(double[] masses) {
        double mean = 0;
        double square = 0;
        for (int q = 0; q < masses.length; q++) {
            mean += masses[q] * leads[q];
            square += masses[q] * leads[q] * leads[q];
        }
        return new PairBelief(mean, Math.sqrt(Math.max(0, square - mean * mean)));
    }

    static int mirrored(int q) {
        return POINTS - 1 - q;
    }

    /** Adds {@code mass} at a lead to the points on both sides of it, so that mean and mass stay. */
    void spread(double lead, double mass, double[] sums) {
        double spacing = leads[1] - leads[0];
        double at = Math.clamp((lead - leads[0]) / spacing, 0, POINTS - 1);
        int below = Math.min((int) at, POINTS - 2);
        sums[below] += mass * (below + 1 - at);
        sums[below + 1] += mass * (at - below);
    }
}
