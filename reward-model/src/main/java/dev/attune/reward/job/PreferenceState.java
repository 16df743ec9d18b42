package dev.attune.reward.job;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

import dev.attune.contracts.bus.ReceivedEvent;
import dev.attune.contracts.event.PreferenceEvent;
import dev.attune.contracts.event.PreferenceEvent.PreferenceRetracted;
import dev.attune.contracts.event.PreferenceEvent.PreferenceSettled;
import dev.attune.contracts.settings.reward.Portion;
import dev.attune.preference.file.PreferenceFiles;
import dev.attune.preference.pair.PreferencePair;

/** What {@code attune.preferences} says now: the latest record of each item that settles a comparison. */
final class PreferenceState {

    /** By item, sorted: the order in which partitions are read must not change a training. */
    private final Map<String, PreferencePair> byItem = new TreeMap<>();

    /** Items that settle a comparison of which this run must not know. */
    private final Set<String> others = new HashSet<>();

    private final Portion portion;

    private PreferenceState(Portion portion) {
        this.portion = portion;
    }

    /**
     * What a frozen range says.
     *
     * @param project whose preferences count; absent: those of all
     * @param portion of them that count
     */
    static PreferenceState of(List<ReceivedEvent> preferences, Optional<String> project, Portion portion) {
        PreferenceState state = new PreferenceState(portion);
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
            case PreferenceRetracted retracted -> forget(retracted.itemId());
            case PreferenceSettled settled -> {
                forget(settled.itemId());
                PreferenceFiles.comparisonOf(settled).ifPresent(pair -> {
                    if (portion.takes(settled.half())) {
                        byItem.put(settled.itemId(), pair);
                    } else {
                        others.add(settled.itemId());
                    }
                });
            }
        }
    }

    private void forget(String itemId) {
        byItem.remove(itemId);
        others.remove(itemId);
    }

    /** How many comparisons do not belong to the portion. */
    int leftOut() {
        return others.size();
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
