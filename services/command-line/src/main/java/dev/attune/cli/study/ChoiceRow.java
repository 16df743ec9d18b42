package dev.attune.cli.study;

import java.util.List;

import dev.attune.judgement.choice.Strategy;

/**
 * How many labels a strategy needs for the accuracy that random choice ends with.
 *
 * @param row which kind of row this is
 * @param set which comparisons were replayed
 * @param strategy how the next pair was chosen
 * @param budget how many labels random choice had
 * @param seeds how many splits and orders
 * @param accuracy of the strategy at the end of the budget, on held-out labels
 * @param randomAccuracy of random choice there
 * @param ratio labels needed over random's; above 1 where more were needed
 * @param low 2.5 % over resampled seeds
 * @param high 97.5 %
 * @param reached the share of the resamples in which that accuracy was reached at all
 * @param curve mean accuracy at each twentieth of the budget
 */
public record ChoiceRow(
        String row,
        String set,
        Strategy strategy,
        int budget,
        int seeds,
        double accuracy,
        double randomAccuracy,
        double ratio,
        double low,
        double high,
        double reached,
        List<Double> curve) {
    public ChoiceRow {
        curve = List.copyOf(curve);
    }
}
