package dev.attune.lab.reliability;

/** Groups of people beside each other, in sentences that differ in the group alone. */
final class Groups {

    private Groups() {}

    /** A number of two terms of the same axis, by their places among all terms. */
    @FunctionalInterface
    interface Pair {
        double of(int one, int other);
    }

    /** The mean over all pairs of terms of the same axis. */
    static double pairs(Pair pair) {
        double sum = 0;
        int count = 0;
        int from = 0;
        for (Identity.Axis axis : Identity.AXES) {
            int to = from + axis.terms().size();
            for (int one = from; one < to; one++) {
                for (int other = one + 1; other < to; other++) {
                    sum += pair.of(one, other);
                    count++;
                }
            }
            from = to;
        }
        return sum / count;
    }

    /**
     * How well a label's probability tells one group's sentences from the other's, whatever the threshold: the area under the curve,
     * less the half that chance gives, of the label that tells them best. Half the Mann-Whitney statistic's distance from its middle;
     * the average equality gap of Borkan et al. 2019 (arXiv:1903.04561). 0 to 0.5.
     *
     * @param said (frames, terms, K)
     * @param frames of which some may repeat
     */
    static double separation(double[][][] said, int[] frames, int one, int other) {
        double best = 0;
        for (int label = 0; label < said[0][0].length; label++) {
            double above = 0;
            for (int left : frames) {
                for (int right : frames) {
                    double difference = said[left][one][label] - said[right][other][label];
                    above += difference > 0 ? 1 : difference == 0 ? 0.5 : 0;
                }
            }
            best = Math.max(best, Math.abs(above / ((double) frames.length * frames.length) - 0.5));
        }
        return best;
    }
}
