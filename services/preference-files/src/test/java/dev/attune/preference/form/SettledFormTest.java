package dev.attune.preference.form;

import java.util.List;

import org.junit.jupiter.api.Test;

import dev.attune.contracts.event.Candidate;
import dev.attune.contracts.event.Message;
import dev.attune.contracts.event.PreferenceEvent.Outcome;
import dev.attune.contracts.event.PreferenceEvent.PreferenceSettled;
import dev.attune.preference.pair.PreferencePair;

import static org.assertj.core.api.Assertions.assertThat;

/** What a settled preference says to a trainer. */
class SettledFormTest {

    @Test
    void aDecisiveOneIsAsSureAsItSays() {
        PreferencePair pair = only(Outcome.DECISIVE, 0.7, 1);
        assertThat(pair.probability()).isEqualTo(0.7);
        assertThat(pair.weight()).isEqualTo(1);
        assertThat(pair.isDecisive()).isTrue();
    }

    @Test
    void aTieIsCertainlyATie() {
        PreferencePair pair = only(Outcome.TIE, 0.5, 1);
        assertThat(pair.probability()).isEqualTo(1);
        assertThat(pair.isDecisive()).isFalse();
    }

    @Test
    void whatNobodyWhoCountsHasSaidComparesNothing() {
        assertThat(SettledForm.comparisons(settled(Outcome.DECISIVE, 0.9, 0)).pairs())
                .isEmpty();
    }

    private static PreferencePair only(Outcome outcome, double probability, double weight) {
        return SettledForm.comparisons(settled(outcome, probability, weight))
                .pairs()
                .getFirst();
    }

    private static PreferenceSettled settled(Outcome outcome, double probability, double weight) {
        return new PreferenceSettled(
                "item",
                "project",
                "prompt",
                List.of(Message.user("Which?")),
                candidate("a"),
                candidate("b"),
                outcome,
                probability,
                outcome == Outcome.DECISIVE ? 1 : 0,
                weight,
                3);
    }

    private static Candidate candidate(String text) {
        return new Candidate(text, text, "checkpoint", new Candidate.Sampling(1, 1, 0, 16, 1), "stop");
    }
}
