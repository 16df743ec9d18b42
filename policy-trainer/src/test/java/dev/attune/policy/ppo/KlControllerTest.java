package dev.attune.policy.ppo;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class KlControllerTest {

    @Test
    void movesInProportionToTheErrorAndNoFurtherThanAFifth() {
        assertThat(KlController.adapted(0.2, 6.6, 6, 0.1)).isCloseTo(0.2 * 1.01, within(1e-12));
        assertThat(KlController.adapted(0.2, 600, 6, 0.1)).isCloseTo(0.2 * 1.02, within(1e-12));
        assertThat(KlController.adapted(0.2, -1, 6, 0.1)).isCloseTo(0.2 * 0.98, within(1e-12));
    }

    @Test
    void agreesWithTheHorizonFormOfOtherSystems() {
        // TRL's former AdaptiveKLController: 1 + clip(kl / target - 1, -.2, .2) * n / horizon; n 512, horizon 10,000.
        assertThat(KlController.adapted(1, 12, 6, 512 / 10_000.0)).isCloseTo(1 + .2 * .0512, within(1e-12));
    }

    @Test
    void withoutATargetTheCoefficientStays() {
        assertThat(KlController.adapted(0.05, 1e6, 0, 0.1)).isEqualTo(0.05);
    }
}
