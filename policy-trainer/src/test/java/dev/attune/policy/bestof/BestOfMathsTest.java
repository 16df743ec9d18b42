package dev.attune.policy.bestof;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

class BestOfMathsTest {

    private static final Offset<Double> CLOSE = within(1e-6);

    @Test
    void theKlOfBestOfNIsKnown() {
        assertThat(BestOfMaths.klBound(1)).isZero();
        assertThat(BestOfMaths.klBound(2)).isCloseTo(0.193147181, CLOSE);
        assertThat(BestOfMaths.klBound(64)).isCloseTo(3.174508083, CLOSE);
    }

    @Test
    void theExpectedBestIsTheMeanOverAllSubsets() {
        float[] rewards = {4, 1, 8, 2};
        // pairs: 4|1 4|8 4|2 1|8 1|2 8|2; triples: all but one of them hold the 8
        assertThat(BestOfMaths.expectedBest(rewards, 1)).isCloseTo(15.0 / 4, CLOSE);
        assertThat(BestOfMaths.expectedBest(rewards, 2)).isCloseTo((4 + 8 + 4 + 8 + 2 + 8) / 6.0, CLOSE);
        assertThat(BestOfMaths.expectedBest(rewards, 3)).isCloseTo((8 + 8 + 8 + 4) / 4.0, CLOSE);
        assertThat(BestOfMaths.expectedBest(rewards, 4)).isCloseTo(8, CLOSE);
        assertThat(rewards).as("left as it was").containsExactly(4, 1, 8, 2);
    }

    @Test
    void theBestOfMoreThanThereAreIsRefused() {
        assertThatThrownBy(() -> BestOfMaths.expectedBest(new float[] {1, 2}, 3))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("The best of 3 cannot be told from 2 answers.");
        assertThatThrownBy(() -> BestOfMaths.expectedBest(new float[] {1, 2}, 0))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aMeanComesWithItsInterval() {
        Mean mean = Mean.of(new double[] {1, 2, 3, 6});
        // deviation with n - 1: sqrt(14 / 3); error sqrt(14 / 12)
        assertThat(mean.mean()).isCloseTo(3, CLOSE);
        assertThat(mean.error()).isCloseTo(1.0801234, CLOSE);
        assertThat(mean.low()).isCloseTo(3 - 1.959964 * 1.0801234, CLOSE);
        assertThat(mean.high()).isCloseTo(3 + 1.959964 * 1.0801234, CLOSE);
        assertThat(Mean.of(new double[] {1}).error()).isNaN();
    }
}
