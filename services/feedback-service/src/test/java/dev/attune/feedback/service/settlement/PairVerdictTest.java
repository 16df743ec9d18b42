package dev.attune.feedback.service.settlement;

import java.util.UUID;

import org.junit.jupiter.api.Test;

import dev.attune.contracts.event.PreferenceEvent.Outcome;
import dev.attune.feedback.service.settlement.PairVerdict.Counts;
import dev.attune.feedback.trust.Believed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class PairVerdictTest {

    private static Believed predictive(double p) {
        return new Believed(0, 1, p, p, UUID.randomUUID());
    }

    @Test
    void withoutRatersTheShareHolds() {
        assertThat(PairVerdict.of(new Counts(2, 1, 0, 0), null))
                .isEqualTo(new PairVerdict(Outcome.DECISIVE, true, 2.0 / 3, 1));
        assertThat(PairVerdict.of(new Counts(1, 1, 0, 0), null)).isEqualTo(new PairVerdict(Outcome.TIE, true, 0.5, 1));
        assertThat(PairVerdict.of(new Counts(1, 0, 1, 0), null).outcome()).isEqualTo(Outcome.TIE);
    }

    @Test
    void whoIsBelievedTurnsAMajorityRound() {
        PairVerdict verdict = PairVerdict.of(new Counts(2, 1, 0, 0), predictive(0.3));

        assertThat(verdict).isEqualTo(new PairVerdict(Outcome.DECISIVE, false, 0.7, 1));
        assertThat(verdict.ofFirst()).isCloseTo(0.3, within(1e-12));
    }

    @Test
    void doubtIsInTheProbabilityAloneNeverInTheWeightToo() {
        assertThat(PairVerdict.of(new Counts(2, 1, 0, 0), predictive(0.53)).weight())
                .isEqualTo(1);
    }

    @Test
    void tiesAreWhatPeopleSaidOrWhatIsEven() {
        assertThat(PairVerdict.of(new Counts(1, 0, 1, 0), predictive(0.6)).outcome())
                .isEqualTo(Outcome.TIE);
        assertThat(PairVerdict.of(new Counts(0, 0, 3, 0), predictive(0.5)))
                .isEqualTo(new PairVerdict(Outcome.TIE, true, 0.5, 1));
        assertThat(PairVerdict.of(new Counts(1, 1, 0, 0), predictive(0.51)))
                .isEqualTo(new PairVerdict(Outcome.TIE, true, 0.5, 1));
    }

    @Test
    void aVoteThatTellsNothingTeachesNothing() {
        assertThat(PairVerdict.of(new Counts(1, 0, 0, 0), predictive(0.505)))
                .isEqualTo(new PairVerdict(Outcome.TIE, true, 0.5, 0));
    }

    @Test
    void twoBadAnswersAreNoMatterOfWhichIsBetter() {
        PairVerdict verdict = PairVerdict.of(new Counts(1, 0, 0, 2), predictive(0.9));

        assertThat(verdict.outcome()).isEqualTo(Outcome.BOTH_BAD);
        assertThat(verdict.ofFirst()).isNull();
    }
}
