package dev.attune.judgement.standing;

import java.util.Arrays;
import java.util.Optional;

import dev.attune.judgement.maths.PositiveMatrix;
import dev.attune.judgement.vote.Davidson;

/**
 * The likelihood of worths with a sum of 0, the weight of ties, the side and the weights of style, in this order. The left one's advantage is
 * s_left - s_right + b + beta z.
 */
final class WorthModel {

    static final int NONE = -1;

    private static final int MOST_STEPS = 60;
    private static final double FLAT = 1e-9;
    private static final double SHORTEST = 1e-6;
    /** No estimate from votes that contradict each other at all is so large: one in a million is 14. */
    private static final double ENDLESS = 15;

    private final Cells cells;
    private final int ties;
    private final int side;
    private final int style;
    private final int size;
    private final double penalty;

    WorthModel(Cells cells, boolean ties, boolean side, int features, double penalty) {
        this.cells = cells;
        int next = cells.checkpoints();
        this.ties = ties ? next++ : NONE;
        this.side = side ? next++ : NONE;
        this.style = next;
        this.size = next + features;
        this.penalty = penalty;
    }

    int size() {
        return size;
    }

    int ties() {
        return ties;
    }

    int side() {
        return side;
    }

    /** The place of the first weight of style. */
    int style() {
        return style;
    }

    /** The maximum; nothing where some estimate runs away. */
    Optional<double[]> solve(double[] weights, double[] start) {
        double[] at = start.clone();
        double total = Arrays.stream(weights).sum();
        double value = value(weights, at);
        for (int step = 0; step < MOST_STEPS; step++) {
            double[] gradient = gradient(weights, at);
            if (Arrays.stream(gradient).allMatch(each -> Math.abs(each) < FLAT * (1 + total))) {
                return Optional.of(at);
            }
            Optional<PositiveMatrix> curvature = curvature(weights, at);
            if (curvature.isEmpty()) {
                return Optional.empty();
            }
            double[] way = curvature.get().solve(gradient);
            double length = 1;
            double[] next = along(at, way, length);
            while (value(weights, next) < value - 1e-12 * Math.abs(value) && length > SHORTEST) {
                length /= 2;
                next = along(at, way, length);
            }
            at = next;
            value = value(weights, at);
            if (Arrays.stream(at).anyMatch(each -> !(Math.abs(each) < ENDLESS))) {
                return Optional.empty();
            }
        }
        return Optional.empty();
    }

    private static double[] along(double[] at, double[] way, double length) {
        double[] next = at.clone();
        Arrays.setAll(next, i -> at[i] + length * way[i]);
        return next;
    }

    private double value(double[] weights, double[] at) {
        double sum = 0;
        for (int cell = 0; cell < weights.length; cell++) {
            sum += weights[cell] == 0 ? 0 : weights[cell] * outcome(cell, at).log();
        }
        for (int p = style; p < size; p++) {
            sum -= penalty * at[p] * at[p] / 2;
        }
        return sum;
    }

    double[] gradient(double[] weights, double[] at) {
        double[] gradient = new double[size];
        for (int p = style; p < size; p++) {
            gradient[p] = -penalty * at[p];
        }
        for (int cell = 0; cell < weights.length; cell++) {
            if (weights[cell] > 0) {
                addScore(cell, weights[cell], at, gradient);
            }
        }
        return gradient;
    }

    /** Adds the derivatives of one cell's log-probability, times its weight. */
    void addScore(int cell, double weight, double[] at, double[] sum) {
        Davidson outcome = outcome(cell, at);
        double slope = weight * outcome.slope();
        sum[cells.left(cell)] += slope;
        sum[cells.right(cell)] -= slope;
        if (side != NONE) {
            sum[side] += slope;
        }
        if (ties != NONE) {
            sum[ties] += weight * outcome.tieSlope();
        }
        double[] z = cells.style(cell);
        for (int f = 0; f < size - style; f++) {
            sum[style + f] += slope * z[f];
        }
    }

    /** What the advantage of a cell's left one is made of; the weight of ties is no part of it. */
    double[] direction(int cell) {
        double[] x = new double[size];
        x[cells.left(cell)] = 1;
        x[cells.right(cell)] = -1;
        if (side != NONE) {
            x[side] = 1;
        }
        System.arraycopy(cells.style(cell), 0, x, style, size - style);
        return x;
    }

    Davidson outcome(int cell, double[] at) {
        double m = at[cells.left(cell)] - at[cells.right(cell)] + (side == NONE ? 0 : at[side]);
        double[] z = cells.style(cell);
        for (int f = 0; f < size - style; f++) {
            m += at[style + f] * z[f];
        }
        return Davidson.of(
                cells.outcome(cell).score(),
                cells.outcome(cell) == Outcome.TIE,
                m,
                ties == NONE ? Double.NEGATIVE_INFINITY : at[ties]);
    }

    /** Minus the second derivatives, with 1 added everywhere among worths: that fixes their sum and is taken off by {@link #covariance}. */
    Optional<PositiveMatrix> curvature(double[] weights, double[] at) {
        double[] rows = new double[size * size];
        for (int i = 0; i < cells.checkpoints(); i++) {
            for (int j = 0; j < cells.checkpoints(); j++) {
                rows[i * size + j] = 1;
            }
        }
        for (int p = style; p < size; p++) {
            rows[p * size + p] = penalty;
        }
        for (int cell = 0; cell < weights.length; cell++) {
            if (weights[cell] > 0) {
                addCurvature(cell, weights[cell], at, rows);
            }
        }
        return PositiveMatrix.of(size, rows);
    }

    private void addCurvature(int cell, double weight, double[] at, double[] rows) {
        Davidson outcome = outcome(cell, at);
        int[] places = places(cell);
        double[] x = direction(cell);
        for (int i : places) {
            for (int j : places) {
                rows[i * size + j] += weight * outcome.curvature() * x[i] * x[j];
            }
            if (ties != NONE) {
                rows[i * size + ties] += weight * outcome.cross() * x[i];
                rows[ties * size + i] += weight * outcome.cross() * x[i];
            }
        }
        if (ties != NONE) {
            rows[ties * size + ties] += weight * outcome.tieCurvature();
        }
    }

    private int[] places(int cell) {
        int fixed = side == NONE ? 2 : 3;
        int[] places = new int[fixed + size - style];
        places[0] = cells.left(cell);
        places[1] = cells.right(cell);
        if (side != NONE) {
            places[2] = side;
        }
        for (int f = 0; f < size - style; f++) {
            places[fixed + f] = style + f;
        }
        return places;
    }

    /** The inverse of the curvature under the condition that worths have a sum of 0. */
    Optional<double[][]> covariance(double[] weights, double[] at) {
        double checkpoints = cells.checkpoints();
        return curvature(weights, at).map(curvature -> {
            double[][] covariance = new double[size][size];
            for (int i = 0; i < size; i++) {
                for (int j = 0; j < size; j++) {
                    boolean worths = i < checkpoints && j < checkpoints;
                    covariance[i][j] = curvature.inverse(i, j) - (worths ? 1 / (checkpoints * checkpoints) : 0);
                }
            }
            return covariance;
        });
    }
}
