package dev.attune.service.outbox;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class SweepTest {

    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    private final Sweep sweep = new Sweep();

    @Test
    void whatWaitedBeforeTheLastLookAtAllIsPassedOver() {
        look(0, 100);
        assertThat(sweep.from(SECOND)).isZero();
        look(6, 500);
        assertThat(sweep.from(7 * SECOND)).isEqualTo(100);
        look(12, 900);
        assertThat(sweep.from(13 * SECOND)).isEqualTo(500);
    }

    @Test
    void everyFewSecondsAllIsLookedAt() {
        look(0, 100);
        look(6, 500);
        assertThat(sweep.from(10 * SECOND)).isEqualTo(100);
        assertThat(sweep.from(11 * SECOND)).isZero();
    }

    @Test
    void nothingThatWaitsChangesNothingOfWhatIsKnown() {
        look(0, 100);
        look(6, 500);
        look(12, 0);
        assertThat(sweep.from(13 * SECOND)).isEqualTo(500);
        look(18, 0);
        assertThat(sweep.from(19 * SECOND)).isEqualTo(500);
    }

    @Test
    void whatDidNotArriveIsLookedForFromTheBeginning() {
        look(0, 100);
        look(6, 500);
        sweep.again();
        assertThat(sweep.from(7 * SECOND)).isZero();
        sweep.found(80);
        assertThat(sweep.from(8 * SECOND)).isZero();
    }

    private void look(long second, long lowest) {
        sweep.from(second * SECOND);
        sweep.found(lowest);
    }
}
