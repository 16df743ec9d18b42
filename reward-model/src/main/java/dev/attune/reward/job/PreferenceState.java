package dev.attune.reward.job;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import dev.attune.contracts.bus.ReceivedEvent;
import dev.attune.contracts.event.PreferenceEvent;
import dev.attune.contracts.event.PreferenceEvent.PreferenceRetracted;
import dev.attune.contracts.event.PreferenceEvent.PreferenceSettled;
import dev.attune.preference.file.PreferenceFiles;
import dev.attune.preference.pair.PreferencePair;

/** What {@code attune.preferences} says now: the latest record of each item that settles a comparison. */
final class PreferenceState {

    /** By item, sorted: the order in which partitions are read must not change a training. */
    private final Map<String, PreferencePair> byItem = new TreeMap<>();

    private PreferenceState() {}

    /**
     * What a frozen range says.
     *
     * @param project whose preferences count; absent: those of all
     */
    static PreferenceState of(List<ReceivedEvent> preferences, Optional<String> project) {
        PreferenceState state = new PreferenceState();
        for (ReceivedEvent received : preferences) {
            PreferenceEvent event = (PreferenceEvent) received.event();
            if (!(event instanceof PreferenceSettled settled)
                    || project.isEmpty()
                    || settled.projectId().equals(project.get())) {
                state.apply(event);
            }
        }
        return state;
    }

    private void apply(PreferenceEvent event) {
        switch (event) {
            case PreferenceRetracted retracted -> byItem.remove(retracted.itemId());
            case PreferenceSettled settled ->
                PreferenceFiles.comparisonOf(settled)
                        .ifPresentOrElse(
                                pair -> byItem.put(settled.itemId(), pair), () -> byItem.remove(settled.itemId()));
        }
    }

    /** The decided pairs, in the order of their items' ids. */
    List<PreferencePair> pairs() {
        return comparisons().stream().filter(PreferencePair::isDecisive).toList();
    }

    /** The comparisons of any outcome, in the order of their items' ids. */
    List<PreferencePair> comparisons() {
        return List.copyOf(byItem.values());
    }
}
