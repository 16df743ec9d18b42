package dev.attune.judgement.study;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * How many labels a strategy needs for the accuracy that random choice ends with, as a share of random's: the ratio of the labels at which the two mean
 * curves, made monotone, reach it. The interval resamples seeds, the same for both.
 *
 * @param ratio labels of the strategy over labels of random choice
 * @param low 2.5 % of the resampled ratios
 * @param high 97.5 %
 * @param reached the share of the resamples in which the strategy reached it at all; where it did not, the ratio counts as 1
 */
public record LabelsNeeded(double ratio, double low, double high, double reached) {

    private static final int RESAMPLES = 2000;

    /**
     * From curves of the same seeds.
     *
     * @param random a curve for each seed
     * @param strategy a curve for each seed
     * @param at at which share of the budget random choice's accuracy is the one to reach, from 0 to 1
     */
    public static LabelsNeeded of(List<List<Double>> random, List<List<Double>> strategy, double at, long seed) {
        int seeds = random.size();
        int[] all = new int[seeds];
        Arrays.setAll(all, i -> i);
        double[] ratios = new double[RESAMPLES];
        Random draws = new Random(seed);
        int reached = 0;
        for (int i = 0; i < RESAMPLES; i++) {
            int[] drawn = draws.ints(seeds, 0, seeds).toArray();
            double ratio = ratio(mean(random, drawn), mean(strategy, drawn), at);
            reached += Double.isNaN(ratio) ? 0 : 1;
            ratios[i] = Double.isNaN(ratio) ? 1 / at : ratio;
        }
        Arrays.sort(ratios);
        double ratio = ratio(mean(random, all), mean(strategy, all), at);
        return new LabelsNeeded(
                Double.isNaN(ratio) ? 1 / at : ratio,
                ratios[(int) (0.025 * RESAMPLES)],
                ratios[(int) (0.975 * RESAMPLES)],
                reached / (double) RESAMPLES);
    }

    private static double ratio(double[] random, double[] strategy, double at) {
        double[] smooth = monotone(random);
        double target = smooth[Math.max(0, (int) Math.round(at * random.length) - 1)];
        return labels(monotone(strategy), target) / labels(smooth, target);
    }

    /** At which share of the budget the curve reaches the target, between its points on a straight line; NaN where it never does. */
    private static double labels(double[] curve, double target) {
        double before = 0.5;
        for (int i = 0; i < curve.length; i++) {
            if (curve[i] >= target) {
                double within = curve[i] > before ? (target - before) / (curve[i] - before) : 1;
                return (i + Math.clamp(within, 0, 1)) / curve.length;
            }
            before = curve[i];
        }
        return Double.NaN;
    }

    private static double[] mean(List<List<Double>> curves, int[] which) {
        double[] mean = new double[curves.getFirst().size()];
        for (int seed : which) {
            for (int i = 0; i < mean.length; i++) {
                mean[i] += curves.get(seed).get(i) / which.length;
            }
        }
        return mean;
    }

    /** The closest curve that never falls: pooled neighbours (isotonic regression). */
    private static double[] monotone(double[] curve) {
        List<double[]> blocks = new ArrayList<>();
        for (double value : curve) {
            blocks.add(new double[] {value, 1});
            while (blocks.size() > 1 && blocks.get(blocks.size() - 2)[0] > blocks.getLast()[0]) {
                double[] last = blocks.removeLast();
                double[] before = blocks.removeLast();
                double size = last[1] + before[1];
                blocks.add(new double[] {(last[0] * last[1] + before[0] * before[1]) / size, size});
            }
        }
        double[] result = new double[curve.length];
        int at = 0;
        for (double[] block : blocks) {
            Arrays.fill(result, at, at + (int) block[1], block[0]);
            at += (int) block[1];
        }
        return result;
    }
}
