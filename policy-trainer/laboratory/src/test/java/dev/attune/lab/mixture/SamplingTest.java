package dev.attune.lab.mixture;

import org.junit.jupiter.api.Test;

import dev.attune.contracts.error.AttuneException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

/** The formula of Raffel et al. 2020, section 3.5.2, worked by hand. */
class SamplingTest {

    private static final int[] SIZES = {10_000, 400, 100};

    @Test
    void bySizeWithAMaximum() {
        // min(e, 2500) = 2500, 400, 100; their sum is 3000
        assertThat(new Sampling(Sampling.Rule.SIZE, 2500, 2).rates(SIZES))
                .containsExactly(new double[] {5.0 / 6, 2.0 / 15, 1.0 / 30}, within(1e-12));
    }

    @Test
    void byTemperature() {
        // the roots are 50, 20 and 10; their sum is 80
        assertThat(new Sampling(Sampling.Rule.TEMPERATURE, 2500, 2).rates(SIZES))
                .containsExactly(new double[] {0.625, 0.25, 0.125}, within(1e-12));
        // T = 1 is by size: 10000, 400 and 100 of 10500
        assertThat(new Sampling(Sampling.Rule.TEMPERATURE, 1 << 21, 1).rates(SIZES))
                .containsExactly(new double[] {100.0 / 105, 4.0 / 105, 1.0 / 105}, within(1e-12));
        assertThat(new Sampling(Sampling.Rule.TEMPERATURE, 1 << 21, 1e6).rates(SIZES))
                .containsExactly(new double[] {1.0 / 3, 1.0 / 3, 1.0 / 3}, within(1e-5));
    }

    @Test
    void allTheSameButForWhatIsEmpty() {
        assertThat(new Sampling(Sampling.Rule.EQUAL, 1, 1).rates(new int[] {7, 0, 900}))
                .containsExactly(0.5, 0, 0.5);
    }

    @Test
    void countsAreTheLargestRemainders() {
        // 3.5, 2.1 and 1.4 of 7: 3, 2 and 1, and one more for the largest remainder
        assertThat(Sampling.counts(new double[] {0.5, 0.3, 0.2}, 7)).containsExactly(4, 2, 1);
        assertThat(Sampling.counts(new double[] {0.25, 0.25, 0.25, 0.25}, 6)).containsExactly(2, 2, 1, 1);
        assertThat(Sampling.counts(new double[] {0.1, 0.2, 0.7}, 10)).containsExactly(1, 2, 7);
    }

    @Test
    void whatIsNoTemperatureIsRefused() {
        assertThatThrownBy(() -> new Sampling(Sampling.Rule.TEMPERATURE, 10, 0.5))
                .isInstanceOf(AttuneException.class)
                .hasMessageContaining("temperature of 1 or more");
        assertThatThrownBy(() -> new Sampling(Sampling.Rule.SIZE, 0, 2)).isInstanceOf(AttuneException.class);
    }
}
