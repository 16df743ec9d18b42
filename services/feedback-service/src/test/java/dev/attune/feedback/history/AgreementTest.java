package dev.attune.feedback.history;

import java.util.List;

import org.junit.jupiter.api.Test;

import dev.attune.feedback.history.Agreement.Cell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class AgreementTest {

    /** Fifty proposals read by two people, of which they accept 20 and refuse 15 together: by hand, (0.7 - 0.5) / 0.5. */
    @Test
    void kappaIsTheShareBeyondChance() {
        Agreement agreement = Agreement.of(
                List.of(
                        new Cell("yes", "yes", 20),
                        new Cell("yes", "no", 5),
                        new Cell("no", "yes", 10),
                        new Cell("no", "no", 15)),
                20);

        assertThat(agreement.compared()).isEqualTo(50);
        assertThat(agreement.equal()).isEqualTo(35);
        assertThat(agreement.share()).isCloseTo(0.7, within(1e-12));
        assertThat(agreement.kappa()).isCloseTo(0.4, within(1e-12));
    }

    @Test
    void equalSharesCanBeMoreOrLessThanChance() {
        Agreement lopsided = Agreement.of(
                List.of(
                        new Cell("yes", "yes", 45),
                        new Cell("yes", "no", 15),
                        new Cell("no", "yes", 25),
                        new Cell("no", "no", 15)),
                20);
        Agreement even = Agreement.of(
                List.of(
                        new Cell("yes", "yes", 25),
                        new Cell("yes", "no", 35),
                        new Cell("no", "yes", 5),
                        new Cell("no", "no", 35)),
                20);

        assertThat(lopsided.share()).isEqualTo(even.share());
        assertThat(lopsided.kappa()).isCloseTo(0.1304, within(1e-4));
        assertThat(even.kappa()).isCloseTo(0.2593, within(1e-4));
    }

    @Test
    void fewPairsSayNothing() {
        Agreement agreement = Agreement.of(List.of(new Cell("yes", "yes", 19)), 20);

        assertThat(agreement.equal()).isEqualTo(19);
        assertThat(agreement.share()).isNull();
        assertThat(agreement.kappa()).isNull();
    }

    @Test
    void whereEverybodySaysOneThingNothingIsBeyondChance() {
        Agreement agreement = Agreement.of(List.of(new Cell("yes", "yes", 30)), 20);

        assertThat(agreement.share()).isEqualTo(1.0);
        assertThat(agreement.kappa()).isNull();
    }
}
