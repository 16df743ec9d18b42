package dev.attune.feedback.service.export;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class AgreementTest {

    /** Data with missing values of Krippendorff 2011, section C: four observers, twelve units, alpha 0.743. */
    private static final String[] UNITS = {
        "1,1,.,1", "2,2,3,2", "3,3,3,3", "3,3,3,3", "2,2,2,2", "1,2,3,4", "4,4,4,4", "1,1,2,1", "2,2,2,2", ".,5,5,5",
        ".,.,1,1", ".,3,.,."
    };

    @Test
    void isThatOfThePublishedExample() {
        Agreement agreement = new Agreement();
        for (String unit : UNITS) {
            agreement.add(Arrays.stream(unit.split(",", -1))
                    .filter(value -> !value.equals("."))
                    .toList());
        }
        assertThat(agreement.alpha()).hasValueCloseTo(0.743, within(0.0005));
    }

    @Test
    void cannotBeToldWhereNobodyCouldDisagree() {
        Agreement agreement = new Agreement();
        Stream.of(List.of("a"), List.of("a", "a")).forEach(agreement::add);
        assertThat(agreement.alpha()).isEmpty();
    }
}
