package dev.attune.judgement.raters;

/**
 * One value, or one derivative, for each parameter.
 *
 * @param worths for each island its answers' worths, by place
 * @param shared what all islands have in common, as {@link Layout} says
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Point(double[][] worths, double[] shared) {

    /** This point and {@code factor} times the step. */
    Point plus(double factor, Point step) {
        double[][] moved = new double[worths.length][];
        for (int i = 0; i < worths.length; i++) {
            moved[i] = plus(worths[i], factor, step.worths[i]);
        }
        return new Point(moved, plus(shared, factor, step.shared));
    }

    private static double[] plus(double[] from, double factor, double[] step) {
        double[] result = from.clone();
        for (int i = 0; i < result.length; i++) {
            result[i] += factor * step[i];
        }
        return result;
    }

    /** The largest value, by amount. */
    double largest() {
        double largest = largest(shared);
        for (double[] island : worths) {
            largest = Math.max(largest, largest(island));
        }
        return largest;
    }

    private static double largest(double[] values) {
        double largest = 0;
        for (double value : values) {
            largest = Math.max(largest, Math.abs(value));
        }
        return largest;
    }
}
