package dev.attune.lm.optim;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

class ScheduleTest {
    @Test
    void warmsUpInALineThenFallsInALine() {
        Schedule schedule = Schedule.linear(1, 4, 14);
        assertThat(schedule.rate(0)).isEqualTo(0.25);
        assertThat(schedule.rate(3)).isEqualTo(1);
        assertThat(schedule.rate(4)).isEqualTo(1);
        assertThat(schedule.rate(9)).isEqualTo(0.5);
        assertThat(schedule.rate(14)).isZero();
        assertThat(schedule.rate(99)).isZero();
    }

    @Test
    void fallsInHalfACosine() {
        Schedule schedule = Schedule.cosine(2, 0, 100);
        assertThat(schedule.rate(0)).isEqualTo(2);
        assertThat(schedule.rate(50)).isCloseTo(1, within(1e-12));
        assertThat(schedule.rate(25)).isCloseTo(1 + Math.sqrt(0.5), within(1e-12));
        assertThat(schedule.rate(100)).isCloseTo(0, within(1e-12));
    }

    @Test
    void staysConstant() {
        assertThat(Schedule.constant(0.1).rate(12345)).isEqualTo(0.1);
    }

    @Test
    void refusesAWarmUpLongerThanTheRun() {
        assertThatThrownBy(() -> Schedule.cosine(1, 11, 10)).isInstanceOf(IllegalArgumentException.class);
    }
}
