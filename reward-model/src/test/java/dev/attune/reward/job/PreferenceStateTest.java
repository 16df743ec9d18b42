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
        assertThat(PreferenceState.of(received, Optional.of("project")).pairs()).hasSize(1);
        assertThat(PreferenceState.of(received, Optional.of("another")).pairs()).isEmpty();
    }

    @Test
    void pairsAreInTheOrderOfTheirItems() {
        apply(Preferences.decisive("b", "prompt", "second", "bad"));
        apply(Preferences.decisive("a", "prompt", "first", "bad"));
        assertThat(state().pairs()).extracting(PreferencePair::chosen).containsExactly("first", "second");
    }

    private PreferenceState state() {
        return PreferenceState.of(received, Optional.empty());
    }

    private void apply(PreferenceEvent event) {
        int offset = received.size();
        received.add(new ReceivedEvent(event, "id-" + offset, Topics.PREFERENCES, 0, offset));
    }
}
