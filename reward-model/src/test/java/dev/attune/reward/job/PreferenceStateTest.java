package dev.attune.reward.job;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;

import dev.attune.contracts.bus.ReceivedEvent;
import dev.attune.contracts.event.PreferenceEvent;
import dev.attune.contracts.event.PreferenceEvent.Outcome;
import dev.attune.contracts.event.PreferenceEvent.PreferenceRetracted;
import dev.attune.contracts.event.Topics;
import dev.attune.contracts.event.part.Half;
import dev.attune.contracts.settings.reward.Portion;
import dev.attune.preference.pair.PreferencePair;

import static org.assertj.core.api.Assertions.assertThat;

class PreferenceStateTest {

    private final List<ReceivedEvent> received = new ArrayList<>();

    @Test
    void theLatestRecordOfAnItemCounts() {
        apply(Preferences.decisive("a", "prompt", "old", "bad"));
        apply(Preferences.decisive("a", "prompt", "new", "bad"));
        assertThat(state().pairs()).extracting(PreferencePair::chosen).containsExactly("new");
    }

    @Test
    void aRetractedOrUndecidedItemTeachesNothing() {
        apply(Preferences.decisive("a", "prompt", "good", "bad"));
        apply(new PreferenceRetracted("a", "withdrawn"));
        apply(Preferences.decisive("b", "prompt", "good", "bad"));
        apply(Preferences.undecided("b", "prompt", "good", "bad", Outcome.TIE));
        apply(Preferences.undecided("c", "prompt", "good", "bad", Outcome.BOTH_BAD));
        assertThat(state().pairs()).isEmpty();
    }

    @Test
    void othersProjectsTeachNothingWhereOneIsAskedFor() {
        apply(Preferences.decisive("a", "prompt", "good", "bad"));
        apply(new PreferenceRetracted("b", "of whichever project"));
        assertThat(PreferenceState.of(received, Optional.of("project"), Portion.ALL)
                        .pairs())
                .hasSize(1);
        assertThat(PreferenceState.of(received, Optional.of("another"), Portion.ALL)
                        .pairs())
                .isEmpty();
    }

    @Test
    void pairsAreInTheOrderOfTheirItems() {
        apply(Preferences.decisive("b", "prompt", "second", "bad"));
        apply(Preferences.decisive("a", "prompt", "first", "bad"));
        assertThat(state().pairs()).extracting(PreferencePair::chosen).containsExactly("first", "second");
    }

    @Test
    void aHalfLearnsFromItsOwnOnlyAndSaysHowManyItLeftOut() {
        apply(Preferences.decisive("a", "prompt", "teaches", "bad").of(Half.TEACHING));
        apply(Preferences.decisive("b", "prompt", "judges", "bad").of(Half.JUDGING));
        apply(Preferences.decisive("c", "prompt", "neither", "bad"));
        assertThat(state(Portion.TEACHING).pairs())
                .extracting(PreferencePair::chosen)
                .containsExactly("teaches");
        assertThat(state(Portion.JUDGING).pairs())
                .extracting(PreferencePair::chosen)
                .containsExactly("judges");
        assertThat(state(Portion.JUDGING).leftOut()).isEqualTo(2);
        assertThat(state(Portion.ALL).pairs()).hasSize(3);
        assertThat(state(Portion.ALL).leftOut()).isZero();
    }

    @Test
    void whoHasChangedItsHalfIsLearnedFromNoLonger() {
        apply(Preferences.decisive("a", "prompt", "good", "bad").of(Half.JUDGING));
        apply(Preferences.decisive("a", "prompt", "good", "bad"));
        apply(Preferences.decisive("b", "prompt", "good", "bad").of(Half.TEACHING));
        apply(new PreferenceRetracted("b", "withdrawn"));
        assertThat(state(Portion.JUDGING).pairs()).isEmpty();
        assertThat(state(Portion.JUDGING).leftOut()).isEqualTo(1);
    }

    private PreferenceState state() {
        return state(Portion.ALL);
    }

    private PreferenceState state(Portion portion) {
        return PreferenceState.of(received, Optional.empty(), portion);
    }

    private void apply(PreferenceEvent event) {
        int offset = received.size();
        received.add(new ReceivedEvent(event, "id-" + offset, Topics.PREFERENCES, 0, offset));
    }
}
