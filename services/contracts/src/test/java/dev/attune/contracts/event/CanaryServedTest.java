package dev.attune.contracts.event;

import java.time.Instant;
import java.util.stream.IntStream;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

import dev.attune.contracts.event.PromotionEvent.CanaryServed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

class CanaryServedTest {

    private static final Offset<Double> EXACT = within(1e-15);

    /** By Python: {@code int.from_bytes(sha256(b"5f3a/production/a-77").digest()[:8], "big") / 2**64}. */
    @Test
    void aPersonHasAPlace() {
        assertThat(CanaryServed.place("5f3a", "production", "a-77")).isEqualTo(0.6657172649869706, EXACT);
        assertThat(CanaryServed.place("5f3a", "production", "a-78")).isEqualTo(0.010444901472228173, EXACT);
        assertThat(CanaryServed.place("5f3a", "production", "a-79")).isEqualTo(0.42445308682597505, EXACT);
        assertThat(served(0.5, "5f3a").answers("a-77")).isFalse();
        assertThat(served(0.5, "5f3a").answers("a-79")).isTrue();
    }

    @Test
    void whoeverWasInStaysInWhenTheShareGrows() {
        assertThat(IntStream.range(0, 2000).mapToObj(i -> "a-" + i).filter(served(0.1, "x")::answers))
                .hasSizeBetween(150, 250)
                .allMatch(served(0.3, "x")::answers);
        assertThat(IntStream.range(0, 2000).mapToObj(i -> "a-" + i)).allMatch(served(1, "x")::answers);
    }

    @Test
    void anotherSaltTakesOthers() {
        assertThat(IntStream.range(0, 2000)
                        .mapToObj(i -> "a-" + i)
                        .filter(served(0.1, "x")::answers)
                        .filter(served(0.1, "y")::answers))
                .hasSizeLessThan(50);
    }

    @Test
    void aShareIsAboveNothingAndAtMostAll() {
        for (double share : new double[] {0, -0.1, 1.1, Double.NaN}) {
            assertThatThrownBy(() -> served(share, "x")).hasMessageContaining("share must lie in (0, 1]");
        }
    }

    private static CanaryServed served(double share, String salt) {
        return new CanaryServed(
                "production", "canary-1", "adapter-1", "base-1", share, salt, "to try it", "p-1", Instant.EPOCH);
    }
}
