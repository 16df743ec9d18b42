package dev.attune.worker.bus;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

import org.apache.kafka.common.TopicPartition;

import dev.attune.contracts.bus.ReceivedEvent;
import dev.attune.contracts.bus.TraceContext;
import dev.attune.contracts.bus.Traces;

/** The traces of the events that were read last: so many of each topic as a run may name. */
public final class TraceMemory {

    private final Map<String, SequencedMap<Place, TraceContext>> byTopic = new HashMap<>();

    private record Place(int partition, long offset) {}

    void remember(ReceivedEvent received) {
        TraceContext trace = received.trace();
        if (trace != null) {
            SequencedMap<Place, TraceContext> known =
                    byTopic.computeIfAbsent(received.topic(), _ -> new LinkedHashMap<>());
            known.putLast(new Place(received.partition(), received.offset()), trace);
            if (known.size() > Traces.MOST_LINKS) {
                known.pollFirstEntry();
            }
        }
    }

    /** That of one event, if it has one and was read lately. */
    public Optional<TraceContext> at(TopicPartition partition, long offset) {
        return Optional.ofNullable(of(partition.topic()).get(new Place(partition.partition(), offset)));
    }

    /** That of the newest event of these topics: what made the heap large enough for a run. */
    public Optional<TraceContext> newest(Collection<String> topics) {
        return topics.stream()
                .sorted()
                .map(this::of)
                .filter(known -> !known.isEmpty())
                .map(known -> known.lastEntry().getValue())
                .findFirst();
    }

    /** All, each trace once. */
    public List<TraceContext> all() {
        Map<String, TraceContext> once = new LinkedHashMap<>();
        byTopic.values()
                .forEach(known ->
                        known.values().forEach(trace -> once.put(trace.span().getTraceId(), trace)));
        return new ArrayList<>(once.values());
    }

    private SequencedMap<Place, TraceContext> of(String topic) {
        return byTopic.getOrDefault(topic, new LinkedHashMap<>());
    }
}
