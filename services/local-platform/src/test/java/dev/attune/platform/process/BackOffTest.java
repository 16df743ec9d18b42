package dev.attune.platform.process;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class BackOffTest {

    private final BackOff backOff = new BackOff();

    @Test
    void doublesFromHalfASecondToThirtySeconds() {
        long[] millis = new long[9];
        for (int i = 0; i < millis.length; i++) {
            millis[i] = backOff.afterExit(Duration.ZERO).toMillis();
        }
        assertThat(millis).containsExactly(500, 1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000, 30_000);
    }

    @Test
    void beginsAnewAfterAMinuteOfHealth() {
        backOff.afterExit(Duration.ZERO);
        backOff.afterExit(Duration.ofSeconds(59));
        assertThat(backOff.afterExit(Duration.ofSeconds(60))).isEqualTo(Duration.ofMillis(500));
        assertThat(backOff.afterExit(Duration.ofSeconds(59))).isEqualTo(Duration.ofSeconds(1));
    }
}
