package dev.attune.contracts.statistics;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class StatisticsTest {

    /** Twice the binomial's lower tail, worked with exact integers: 2 (1 + 15 + 105 + 455) / 2^15 and so on. */
    @Test
    void mcNemarIsTheExactBinomialTest() {
        assertThat(McNemar.probability(3, 12)).isCloseTo(0.03515625, within(1e-12));
        assertThat(McNemar.probability(12, 3)).isCloseTo(0.03515625, within(1e-12));
        assertThat(McNemar.probability(0, 5)).isCloseTo(0.0625, within(1e-12));
        assertThat(McNemar.probability(1, 9)).isCloseTo(0.021484375, within(1e-12));
        assertThat(McNemar.probability(7, 7)).isEqualTo(1);
        assertThat(McNemar.probability(0, 0)).isEqualTo(1);
    }

    /** numpy 2.5.5: percentiles of 200,000 means of 20 drawn with replacement are 0.5 and 0.9. */
    @Test
    void theMeansIntervalIsThatOfNumpysDraws() {
        double[] passes = {0, 0, 1, 1, 1, 0, 1, 1, 0, 1, 1, 1, 0, 1, 1, 1, 0, 1, 1, 1};
        Interval interval = Resampling.ofMean(passes);
        assertThat(interval.mean()).isEqualTo(0.7);
        assertThat(interval.low()).isCloseTo(0.5, within(0.051));
        assertThat(interval.high()).isCloseTo(0.9, within(0.051));
    }

    @Test
    void valuesThatAreAllAlikeHaveNoWidth() {
        Interval interval = Resampling.ofMean(new double[] {0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1});
        assertThat(interval.high() - interval.low()).isLessThan(1e-12);
        assertThat(interval.mean()).isCloseTo(0.1, within(1e-12));
    }
}
