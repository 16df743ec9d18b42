package dev.attune.feedback.service.agreement;

import java.time.LocalDate;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import dev.attune.feedback.agreement.AgreementGroup;
import dev.attune.feedback.agreement.Figure;

import static org.assertj.core.api.Assertions.assertThat;

/** Agreement alarms by a drop beyond chance, never by a threshold. */
class DropsTest {

    private static final Figure NONE = new Figure(null, null, null, "NOTHING");

    private static AgreementGroup day(int day, @Nullable Double low, @Nullable Double high) {
        Figure alpha = low == null || high == null ? NONE : new Figure((low + high) / 2, low, high, null);
        return new AgreementGroup(LocalDate.of(2026, 11, day), null, 40, 80, 2, alpha, NONE, NONE, NONE, NONE);
    }

    @Test
    void aDropIsOneWhoseIntervalsDoNotMeet() {
        assertThat(ProjectAgreements.drops(List.of(day(1, 0.5, 0.7), day(2, 0.2, 0.49))))
                .hasSize(1);
        assertThat(ProjectAgreements.drops(List.of(day(1, 0.5, 0.7), day(2, 0.2, 0.5))))
                .isEmpty();
        assertThat(ProjectAgreements.drops(List.of(day(1, 0.2, 0.3), day(2, 0.5, 0.7))))
                .isEmpty();
    }

    @Test
    void lowAgreementThatDoesNotFallIsNoAlarm() {
        assertThat(ProjectAgreements.drops(List.of(day(1, -0.1, 0.1), day(2, -0.1, 0.1))))
                .isEmpty();
    }

    @Test
    void daysWithoutAnIntervalArePassedOver() {
        assertThat(ProjectAgreements.drops(List.of(day(1, 0.5, 0.7), day(2, null, null), day(3, 0.1, 0.2))))
                .singleElement()
                .satisfies(drop -> assertThat(drop.day()).isEqualTo(LocalDate.of(2026, 11, 3)));
        assertThat(ProjectAgreements.drops(List.of())).isEmpty();
    }
}
