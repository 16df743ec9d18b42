package dev.attune.judgement.label;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The model of Dawid and Skene (1979) for labels without an order: each item has one true class, each rater a row of a confusion matrix for it.
 * Fitted by expectation and maximisation, from the shares of the votes, with counts added beforehand so that nobody is certain of what was
 * never seen.
 */
public final class DawidSkene {

    private static final int MOST_ROUNDS = 10_000;
    private static final double SETTLED = 1e-12;

    private final int classes;
    private final int raters;
    private final Counts before;

    /** One rater's label of one item. */
    public record Label(int item, int rater, int label) {}

    /**
     * Counts added beforehand.
     *
     * @param ofClass to each class
     * @param right to each cell of a confusion matrix where label and class are the same
     * @param wrong to each other cell
     */
    public record Counts(double ofClass, double right, double wrong) {
        /** What is usual: right twice as often as any one error. */
        public static final Counts USUAL = new Counts(1, 2, 1);
    }

    /**
     * What was fitted.
     *
     * @param items P(class) of each item
     * @param shares of the classes
     * @param confusions of each rater: a row for each true class, with P(label)
     * @param logLikelihood of the labels, without what was added beforehand
     * @param rounds how many it took
     */
    @SuppressWarnings("ArrayRecordComponent") // tables of numbers
    public record Fit(double[][] items, double[] shares, double[][][] confusions, double logLikelihood, int rounds) {

        /** The most probable class of an item; the first of equals. */
        public int label(int item) {
            int best = 0;
            for (int c = 1; c < shares.length; c++) {
                best = items[item][c] > items[item][best] ? c : best;
            }
            return best;
        }
    }

    public DawidSkene(int classes, int raters, Counts before) {
        this.classes = classes;
        this.raters = raters;
        this.before = before;
    }

    /** Fits labels of items 0 to items-1; items without a label get the classes' shares. */
    public Fit fit(int items, List<Label> labels) {
        List<List<Label>> ofItem = new ArrayList<>();
        for (int item = 0; item < items; item++) {
            ofItem.add(new ArrayList<>());
        }
        labels.forEach(label -> ofItem.get(label.item()).add(label));
        double[][] posterior = voteShares(ofItem);
        for (int round = 1; ; round++) {
            double[] shares = shares(posterior);
            double[][][] confusions = confusions(posterior, labels);
            double[][] next = new double[items][];
            double logLikelihood = 0;
            double moved = 0;
            for (int item = 0; item < items; item++) {
                double[] logs = logs(ofItem.get(item), shares, confusions);
                logLikelihood += toShares(logs);
                next[item] = logs;
                moved = Math.max(moved, distance(logs, posterior[item]));
            }
            if (moved < SETTLED || round == MOST_ROUNDS) {
                return new Fit(next, shares, confusions, logLikelihood, round);
            }
            posterior = next;
        }
    }

    private double[][] voteShares(List<List<Label>> ofItem) {
        double[][] shares = new double[ofItem.size()][classes];
        for (int item = 0; item < shares.length; item++) {
            List<Label> labels = ofItem.get(item);
            Arrays.fill(shares[item], labels.isEmpty() ? 1.0 / classes : 0);
            for (Label label : labels) {
                shares[item][label.label()] += 1.0 / labels.size();
            }
        }
        return shares;
    }

    private double[] shares(double[][] posterior) {
        double[] counts = new double[classes];
        Arrays.fill(counts, before.ofClass());
        for (double[] item : posterior) {
            for (int c = 0; c < classes; c++) {
                counts[c] += item[c];
            }
        }
        return normalised(counts);
    }

    private double[][][] confusions(double[][] posterior, List<Label> labels) {
        double[][][] counts = new double[raters][classes][classes];
        for (double[][] rater : counts) {
            for (int c = 0; c < classes; c++) {
                Arrays.fill(rater[c], before.wrong());
                rater[c][c] = before.right();
            }
        }
        for (Label label : labels) {
            for (int c = 0; c < classes; c++) {
                counts[label.rater()][c][label.label()] += posterior[label.item()][c];
            }
        }
        for (double[][] rater : counts) {
            for (int c = 0; c < classes; c++) {
                rater[c] = normalised(rater[c]);
            }
        }
        return counts;
    }

    private double[] logs(List<Label> labels, double[] shares, double[][][] confusions) {
        double[] logs = new double[classes];
        for (int c = 0; c < classes; c++) {
            logs[c] = Math.log(shares[c]);
            for (Label label : labels) {
                logs[c] += Math.log(confusions[label.rater()][c][label.label()]);
            }
        }
        return logs;
    }

    /** Turns logarithms into shares of 1; gives the logarithm of their sum. */
    private static double toShares(double[] logs) {
        double highest = Arrays.stream(logs).max().orElse(0);
        double sum = Arrays.stream(logs).map(log -> Math.exp(log - highest)).sum();
        double all = highest + Math.log(sum);
        for (int c = 0; c < logs.length; c++) {
            logs[c] = Math.exp(logs[c] - all);
        }
        return all;
    }

    private static double distance(double[] one, double[] other) {
        double largest = 0;
        for (int c = 0; c < one.length; c++) {
            largest = Math.max(largest, Math.abs(one[c] - other[c]));
        }
        return largest;
    }

    private static double[] normalised(double[] counts) {
        double sum = Arrays.stream(counts).sum();
        return Arrays.stream(counts).map(count -> count / sum).toArray();
    }
}
