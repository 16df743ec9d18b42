package dev.attune.reward.job;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.apache.kafka.common.TopicPartition;

import dev.attune.contracts.bus.ReceivedEvent;
import dev.attune.contracts.event.PreferenceEvent;
import dev.attune.contracts.event.PreferenceEvent.PreferenceRetracted;
import dev.attune.contracts.event.PreferenceEvent.PreferenceSettled;
import dev.attune.preference.file.PreferenceFiles;
import dev.attune.preference.pair.PreferencePair;

/** What {@code attune.preferences} says now: the latest record of each item that settles a comparison. */
final class PreferenceState {

    private record Settled(PreferencePair pair, TopicPartition partition, long offset) {}

    /** By item, sorted: the order in which partitions are read must not change a training. */
    private final Map<String, Settled> byItem = new TreeMap<>();

    void apply(PreferenceEvent event, ReceivedEvent received) {
        TopicPartition partition = new TopicPartition(received.topic(), received.partition());
        switch (event) {
            case PreferenceRetracted retracted -> byItem.remove(retracted.itemId());
            case PreferenceSettled settled ->
                PreferenceFiles.comparisonOf(settled)
                        .ifPresentOrElse(
                                pair -> byItem.put(settled.itemId(), new Settled(pair, partition, received.offset())),
                                () -> byItem.remove(settled.itemId()));
        }
    }

    /** Items whose latest decisive record lies behind what finished runs have consumed. */
    long newSince(Map<TopicPartition, Long> consumedUntil) {
        return byItem.values().stream()
                .filter(settled -> settled.pair.isDecisive())
                .filter(settled -> settled.offset >= consumedUntil.getOrDefault(settled.partition, 0L))
                .count();
    }

    /** The decided pairs, in the order of their items' ids. */
    List<PreferencePair> pairs() {
        return comparisons().stream().filter(PreferencePair::isDecisive).toList();
    }

    /** The comparisons of any outcome, in the order of their items' ids. */
    List<PreferencePair> comparisons() {
        return byItem.values().stream().map(Settled::pair).toList();
    }
}
