package dev.attune.judgement.raters;

import java.util.Optional;

import dev.attune.judgement.maths.PositiveMatrix;

/**
 * The curvature (minus the second derivatives) of the log posterior at one point. It has the form of an arrow: answers of different islands
 * meet only through what raters have in common,
 *
 * <pre>
 * A1      B1
 *    A2   B2      solved island by island, by the Schur complement  S = R - sum Bi' Ai^-1 Bi.
 * B1' B2' R
 * </pre>
 */
final class Arrow {

    private final Tip[] tips;
    private final PositiveMatrix schur;
    private final int shared;

    /**
     * One island's part.
     *
     * @param a the decomposed curvature of its answers' worths
     * @param b its answers' cross derivatives, row by row, a column for each of {@code columns}
     * @param columns which of the shared parameters its votes depend on
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Tip(PositiveMatrix a, double[] b, int[] columns) {

        /** Bi' y for y over the island's answers, added to {@code sum} with a sign. */
        void addTransposed(double[] y, double sign, double[] sum) {
            for (int row = 0; row < y.length; row++) {
                for (int column = 0; column < columns.length; column++) {
                    sum[columns[column]] += sign * b[row * columns.length + column] * y[row];
                }
            }
        }

        /** Bi z for z over the shared parameters. */
        double[] times(double[] z, int answers) {
            double[] result = new double[answers];
            for (int row = 0; row < answers; row++) {
                for (int column = 0; column < columns.length; column++) {
                    result[row] += b[row * columns.length + column] * z[columns[column]];
                }
            }
            return result;
        }

        /** Takes Bi' Ai^-1 Bi out of {@code matrix}, which has {@code size} columns. */
        void takeFrom(double[] matrix, int size, int answers) {
            for (int column = 0; column < columns.length; column++) {
                double[] right = new double[answers];
                for (int row = 0; row < answers; row++) {
                    right[row] = b[row * columns.length + column];
                }
                double[] solved = a.solve(right);
                for (int other = 0; other < columns.length; other++) {
                    double product = 0;
                    for (int row = 0; row < answers; row++) {
                        product += b[row * columns.length + other] * solved[row];
                    }
                    matrix[columns[other] * size + columns[column]] -= product;
                }
            }
        }
    }

    private Arrow(Tip[] tips, PositiveMatrix schur, int shared) {
        this.tips = tips;
        this.schur = schur;
        this.shared = shared;
    }

    /**
     * Puts the parts together.
     *
     * @param r the shared parameters' curvature, row by row; becomes the Schur complement
     * @param sizes how many answers each island has
     * @return nothing where the curvature is not positive definite, as it may be far from the mode
     */
    static Optional<Arrow> of(Tip[] tips, int[] sizes, double[] r, int shared) {
        for (int i = 0; i < tips.length; i++) {
            tips[i].takeFrom(r, shared, sizes[i]);
        }
        return PositiveMatrix.of(shared, r).map(schur -> new Arrow(tips, schur, shared));
    }

    /** The step to where the gradient vanishes, if the posterior were a parabola. */
    Point step(Point gradient) {
        double[] right = gradient.shared().clone();
        double[][] solved = new double[tips.length][];
        for (int i = 0; i < tips.length; i++) {
            solved[i] = tips[i].a().solve(gradient.worths()[i]);
            tips[i].addTransposed(solved[i], -1, right);
        }
        double[] step = schur.solve(right);
        for (int i = 0; i < tips.length; i++) {
            double[] back = tips[i].a().solve(tips[i].times(step, solved[i].length));
            for (int row = 0; row < back.length; row++) {
                solved[i][row] -= back[row];
            }
        }
        return new Point(solved, step);
    }

    /** The covariance of two shared parameters. */
    double covariance(int one, int other) {
        return schur.inverse(one, other);
    }

    /** The variance of the weighted sum of the worths on one island, the doubt about the raters included. */
    double variance(int island, double[] weights) {
        double[] solved = tips[island].a().solve(weights);
        double own = 0;
        for (int row = 0; row < weights.length; row++) {
            own += weights[row] * solved[row];
        }
        double[] through = new double[shared];
        tips[island].addTransposed(solved, 1, through);
        double[] spread = schur.solve(through);
        for (int i = 0; i < shared; i++) {
            own += through[i] * spread[i];
        }
        return own;
    }
}
