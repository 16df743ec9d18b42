package dev.attune.lab.classify;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Iterator;

/**
 * Multinomial logistic regression on fixed features: what can be read off a model's states without changing it. The objective is
 * the mean cross-entropy plus {@code decay / 2} times the squared weights (not the biases); it is convex, so L-BFGS (Liu and
 * Nocedal 1989) finds the one minimum from zeros.
 */
final class LinearHead {

    private static final int MEMORY = 10;
    private static final int MOST_STEPS = 200;
    private static final double TOLERANCE = 1e-6;

    private final double[] weights;
    private final int features;
    private final int labels;

    private LinearHead(double[] weights, int features, int labels) {
        this.weights = weights;
        this.features = features;
        this.labels = labels;
    }

    /**
     * Fits.
     *
     * @param states (N, F)
     * @param truth (N) of 0 to {@code labels - 1}
     */
    static LinearHead fit(double[][] states, int[] truth, int labels, double decay) {
        Objective objective = new Objective(states, truth, labels, decay);
        return new LinearHead(minimum(objective), states[0].length, labels);
    }

    /** The labels' probabilities (K) for a state (F). */
    double[] probabilities(double[] state) {
        double[] scores = new double[labels];
        for (int label = 0; label < labels; label++) {
            int row = label * (features + 1);
            double sum = weights[row + features];
            for (int i = 0; i < features; i++) {
                sum += weights[row + i] * state[i];
            }
            scores[label] = sum;
        }
        double most = Arrays.stream(scores).max().orElseThrow();
        double total =
                Arrays.stream(scores).map(score -> Math.exp(score - most)).sum();
        return Arrays.stream(scores)
                .map(score -> Math.exp(score - most) / total)
                .toArray();
    }

    /** Value and gradient; weights are (K, F + 1) in one row, the last of each label its bias. */
    @SuppressWarnings("ArrayRecordComponent") // handed over, never compared
    private record Objective(double[][] states, int[] truth, int labels, double decay) {

        double at(double[] weights, double[] gradient) {
            int features = states[0].length;
            LinearHead head = new LinearHead(weights, features, labels);
            Arrays.fill(gradient, 0);
            double loss = 0;
            for (int i = 0; i < truth.length; i++) {
                double[] probabilities = head.probabilities(states[i]);
                loss -= Math.log(Math.max(probabilities[truth[i]], 1e-300)) / truth.length;
                for (int label = 0; label < labels; label++) {
                    double error = (probabilities[label] - (label == truth[i] ? 1 : 0)) / truth.length;
                    int row = label * (features + 1);
                    for (int j = 0; j < features; j++) {
                        gradient[row + j] += error * states[i][j];
                    }
                    gradient[row + features] += error;
                }
            }
            for (int k = 0; k < weights.length; k++) {
                if (k % (features + 1) != features) {
                    loss += decay / 2 * weights[k] * weights[k];
                    gradient[k] += decay * weights[k];
                }
            }
            return loss;
        }

        int size() {
            return labels * (states[0].length + 1);
        }
    }

    /** A step and how the gradient changed by it. */
    @SuppressWarnings("ArrayRecordComponent") // handed over, never compared
    private record Memory(double[] step, double[] change, double scale) {}

    private static double[] minimum(Objective objective) {
        double[] at = new double[objective.size()];
        double[] gradient = new double[at.length];
        double value = objective.at(at, gradient);
        Deque<Memory> memory = new ArrayDeque<>();
        for (int round = 0; round < MOST_STEPS && norm(gradient) > TOLERANCE; round++) {
            double[] direction = direction(gradient, memory);
            double slope = dot(direction, gradient);
            double length = memory.isEmpty() ? Math.min(1, 1 / norm(gradient)) : 1;
            double[] next = new double[at.length];
            double[] nextGradient = new double[at.length];
            double nextValue = Double.POSITIVE_INFINITY;
            // Armijo's rule: as far as the value falls as much as the slope promises, in part
            for (int halving = 0; halving < 40 && !(nextValue <= value + 1e-4 * length * slope); halving++) {
                length = halving == 0 ? length : length / 2;
                for (int i = 0; i < at.length; i++) {
                    next[i] = at[i] + length * direction[i];
                }
                nextValue = objective.at(next, nextGradient);
            }
            if (!(nextValue < value)) {
                break;
            }
            remember(memory, difference(next, at), difference(nextGradient, gradient));
            at = next;
            gradient = nextGradient;
            value = nextValue;
        }
        return at;
    }

    private static void remember(Deque<Memory> memory, double[] step, double[] change) {
        double curvature = dot(step, change);
        if (curvature > 1e-12) {
            memory.addLast(new Memory(step, change, 1 / curvature));
            if (memory.size() > MEMORY) {
                memory.removeFirst();
            }
        }
    }

    /** Minus the gradient times the inverse curvature that the memory tells (the two-loop recursion). */
    private static double[] direction(double[] gradient, Deque<Memory> memory) {
        double[] direction = Arrays.stream(gradient).map(g -> -g).toArray();
        Deque<Double> shares = new ArrayDeque<>();
        for (Iterator<Memory> newest = memory.descendingIterator(); newest.hasNext(); ) {
            Memory one = newest.next();
            double share = one.scale * dot(one.step, direction);
            add(direction, one.change, -share);
            shares.push(share);
        }
        if (!memory.isEmpty()) {
            Memory last = memory.getLast();
            double scale = 1 / (last.scale * dot(last.change, last.change));
            Arrays.setAll(direction, i -> direction[i] * scale);
        }
        for (Memory one : memory) {
            add(direction, one.step, shares.pop() - one.scale * dot(one.change, direction));
        }
        return direction;
    }

    private static void add(double[] to, double[] what, double factor) {
        for (int i = 0; i < to.length; i++) {
            to[i] += factor * what[i];
        }
    }

    private static double[] difference(double[] one, double[] other) {
        double[] difference = new double[one.length];
        Arrays.setAll(difference, i -> one[i] - other[i]);
        return difference;
    }

    private static double dot(double[] one, double[] other) {
        double sum = 0;
        for (int i = 0; i < one.length; i++) {
            sum += one[i] * other[i];
        }
        return sum;
    }

    private static double norm(double[] vector) {
        return Math.sqrt(dot(vector, vector));
    }
}
