package dev.attune.contracts.statistics;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

/** Expected values: statsmodels' proportion_confint(method="wilson"), see src/test/oracle/wilson.py. */
class IntervalTest {

    @Test
    void wilsonIntervalFollowsTheReference() {
        Interval interval = Interval.wilson(151, 200);

        assertThat(interval.mean()).isEqualTo(0.755);
        assertThat(interval.low()).isCloseTo(0.6909575644379659, within(1e-9));
        assertThat(interval.high()).isCloseTo(0.8094313191096282, within(1e-9));
    }

    @Test
    void wilsonIntervalStaysInsideZeroAndOne() {
        assertThat(Interval.wilson(0, 10).low()).isZero();
        assertThat(Interval.wilson(10, 10).high()).isEqualTo(1.0);
        assertThat(Interval.wilson(10, 10).low()).isCloseTo(0.7224672001371106, within(1e-9));
    }

    @Test
    void noTrialsAreRefused() {
        assertThatThrownBy(() -> Interval.wilson(0, 0)).hasMessageContaining("at least one trial");
    }
}
