package dev.attune.policy.statistics;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.attune.contracts.statistics.Interval;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * How often a model gets through that is worse by exactly the margin: 2,000 simulated comparisons of each statistic. At most 5 % may, and twice the
 * standard error of 2,000 runs are 1 %.
 */
class FalsePassTest {

    private static final int RUNS = 2_000;
    private static final double MOST = 0.06;
    private static final int ROUNDS = 400;

    @ParameterizedTest
    @CsvSource({"20, 0.7", "40, 0.9", "60, 0.95", "100, 0.6", "200, 1.0"})
    void ofShares(int cases, double opponentShare) {
        double margin = 0.1;
        assertRarely(random -> {
            boolean[] first = new boolean[cases];
            boolean[] second = new boolean[cases];
            for (int i = 0; i < cases; i++) {
                second[i] = random.nextDouble() < opponentShare;
                first[i] = second[i] && random.nextDouble() >= margin / opponentShare;
            }
            return PairedShares.of(first, second).difference().low() > -margin;
        });
    }

    @ParameterizedTest
    @CsvSource({"20, normal", "40, normal", "20, skewed", "40, skewed"})
    void ofMeans(int examples, String shape) {
        assertRarely(random -> {
            double[] differences = new double[examples];
            Arrays.setAll(
                    differences,
                    i -> shape.equals("normal") ? random.nextGaussian() : -Math.log(1 - random.nextDouble()) - 1);
            return PairedBootstrap.ofMean(differences, random.nextLong(), ROUNDS)
                            .high()
                    < 0;
        });
    }

    @ParameterizedTest
    @CsvSource({"20", "41"})
    void ofMedians(int examples) {
        assertRarely(random -> {
            double[] ratios = new double[examples];
            Arrays.setAll(ratios, i -> 1.4 * Math.exp(0.6 * random.nextGaussian()));
            return PairedBootstrap.of(examples, random.nextLong(), ROUNDS, places -> {
                                double[] drawn = new double[places.length];
                                Arrays.setAll(drawn, i -> ratios[places[i]]);
                                return PairedBootstrap.median(drawn);
                            })
                            .high()
                    < 1.4;
        });
    }

    @Test
    void ofSharesThatADetectorSees() {
        double margin = 0.1;
        double recall = 0.8;
        double specificity = 0.93;
        assertRarely(random -> {
            // The detector is calibrated anew in each run, so that its own error counts.
            int hits = count(random, 54, recall);
            int alarms = count(random, 57, 1 - specificity);
            boolean[] first = new boolean[120];
            boolean[] second = new boolean[120];
            for (int i = 0; i < first.length; i++) {
                boolean refuses = random.nextDouble() < 0.9;
                boolean worse = refuses && random.nextDouble() < margin / 0.9;
                double luck = random.nextDouble();
                second[i] = luck < (refuses ? recall : 1 - specificity);
                first[i] = worse ? random.nextDouble() < 1 - specificity : second[i];
            }
            Interval found = PairedShares.of(first, second).difference();
            return new Detection(hits, 54 - hits, alarms, 57 - alarms)
                            .corrected(found)
                            .low()
                    > -margin;
        });
    }

    @Test
    void ofGapsBetweenGroups() {
        double margin = 0.3;
        int groups = 4;
        int templates = 28;
        assertRarely(random -> {
            double[][] own = new double[templates][groups];
            double[][] other = new double[templates][groups];
            for (int i = 0; i < templates; i++) {
                for (int group = 0; group < groups; group++) {
                    own[i][group] = 0.5 * random.nextGaussian() + (group == 0 ? margin + 0.5 : 0);
                    other[i][group] = 0.5 * random.nextGaussian() + (group == 0 ? 0.5 : 0);
                }
            }
            return PairedBootstrap.of(
                                    templates,
                                    random.nextLong(),
                                    ROUNDS,
                                    places -> Gaps.gap(own, places) - Gaps.gap(other, places))
                            .high()
                    < margin;
        });
    }

    private static int count(SplittableRandom random, int of, double share) {
        return (int) Stream.generate(random::nextDouble)
                .limit(of)
                .filter(luck -> luck < share)
                .count();
    }

    private static void assertRarely(Predicate<SplittableRandom> passes) {
        SplittableRandom random = new SplittableRandom(17);
        int passed = 0;
        for (int run = 0; run < RUNS; run++) {
            passed += passes.test(random.split()) ? 1 : 0;
        }
        assertThat(passed / (double) RUNS).isLessThanOrEqualTo(MOST);
    }
}
