package dev.attune.judgement.choice;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/** Against numpy's integration over a fine grid (src/test/oracle/information.py). */
class ExpectedInformationTest {

    @ParameterizedTest
    @CsvSource({
        "0, 1, 0.093709",
        "0, 0.25, 0.028665",
        "1, 1, 0.081427",
        "2, 1, 0.054164",
        "0.627035, 0.493860, 0.049079",
        "3, 0, 0"
    })
    void nats(double mean, double variance, double expected) {
        assertThat(ExpectedInformation.of(mean, variance)).isEqualTo(expected, within(2e-6));
    }
}
