package dev.attune.reward.job;

import java.util.Map;

import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

import dev.attune.contracts.bus.ReceivedEvent;
import dev.attune.contracts.event.PreferenceEvent;
import dev.attune.contracts.event.PreferenceEvent.Outcome;
import dev.attune.contracts.event.PreferenceEvent.PreferenceRetracted;
import dev.attune.contracts.event.Topics;
import dev.attune.preference.pair.PreferencePair;

import static org.assertj.core.api.Assertions.assertThat;

class PreferenceStateTest {

    private static final TopicPartition PARTITION = new TopicPartition(Topics.PREFERENCES, 0);

    private final PreferenceState state = new PreferenceState();
    private long offset;

    @Test
    void theLatestRecordOfAnItemCounts() {
        apply(Preferences.decisive("a", "prompt", "old", "bad"));
        apply(Preferences.decisive("a", "prompt", "new", "bad"));
        assertThat(state.pairs()).extracting(PreferencePair::chosen).containsExactly("new");
    }

    @Test
    void aRetractedOrUndecidedItemTeachesNothing() {
        apply(Preferences.decisive("a", "prompt", "good", "bad"));
        apply(new PreferenceRetracted("a", "withdrawn"));
        apply(Preferences.decisive("b", "prompt", "good", "bad"));
        apply(Preferences.undecided("b", "prompt", "good", "bad", Outcome.TIE));
        apply(Preferences.undecided("c", "prompt", "good", "bad", Outcome.BOTH_BAD));
        assertThat(state.pairs()).isEmpty();
    }

    @Test
    void onlyItemsBehindTheConsumedOffsetAreNew() {
        apply(Preferences.decisive("a", "prompt", "good", "bad")); // 0
        apply(Preferences.decisive("b", "prompt", "good", "bad")); // 1
        apply(Preferences.decisive("a", "prompt", "better", "bad")); // 2: settled again
        assertThat(state.newSince(Map.of())).isEqualTo(2);
        assertThat(state.newSince(Map.of(PARTITION, 2L))).isEqualTo(1);
        assertThat(state.newSince(Map.of(PARTITION, 3L))).isZero();
    }

    @Test
    void pairsAreInTheOrderOfTheirItems() {
        apply(Preferences.decisive("b", "prompt", "second", "bad"));
        apply(Preferences.decisive("a", "prompt", "first", "bad"));
        assertThat(state.pairs()).extracting(PreferencePair::chosen).containsExactly("first", "second");
    }

    private void apply(PreferenceEvent event) {
        state.apply(event, new ReceivedEvent(event, "id-" + offset, Topics.PREFERENCES, 0, offset++));
    }
}
