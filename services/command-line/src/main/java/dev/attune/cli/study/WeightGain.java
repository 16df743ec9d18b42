package dev.attune.cli.study;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * What one arm's reward models gain over another's, crowd by crowd.
 *
 * @param row which kind of row this is
 * @param arm whose models
 * @param over whose they are compared with
 * @param crowds how many
 * @param accuracy mean of the arm's
 * @param gain mean difference
 * @param low its 2.5 % over resampled crowds
 * @param high 97.5 %
 */
public record WeightGain(
        String row, WeightArm arm, WeightArm over, int crowds, double accuracy, double gain, double low, double high) {

    private static final int RESAMPLES = 10_000;
    private static final double TAIL = 0.025;

    static WeightGain of(WeightArm arm, WeightArm over, List<WeightRow> rows) {
        double[] gains = rows.stream()
                .mapToDouble(row -> row.accuracy().getOrDefault(arm, Double.NaN)
                        - row.accuracy().getOrDefault(over, Double.NaN))
                .toArray();
        double[] means = resampled(gains);
        return new WeightGain(
                "weights",
                arm,
                over,
                rows.size(),
                rows.stream()
                        .mapToDouble(row -> row.accuracy().getOrDefault(arm, Double.NaN))
                        .average()
                        .orElse(Double.NaN),
                IntStream.range(0, gains.length)
                        .mapToDouble(i -> gains[i])
                        .average()
                        .orElse(Double.NaN),
                means[(int) (TAIL * RESAMPLES)],
                means[(int) ((1 - TAIL) * RESAMPLES) - 1]);
    }

    private static double[] resampled(double[] gains) {
        SplittableRandom random = new SplittableRandom(1);
        return IntStream.range(0, RESAMPLES)
                .mapToDouble(_ -> IntStream.range(0, gains.length)
                        .mapToDouble(_ -> gains[random.nextInt(gains.length)])
                        .average()
                        .orElse(Double.NaN))
                .sorted()
                .toArray();
    }
}
