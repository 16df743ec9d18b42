package dev.attune.worker.bus;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import com.fasterxml.jackson.core.JsonProcessingException;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import dev.attune.contracts.bus.Bus;
import dev.attune.contracts.bus.EventTypes;
import dev.attune.contracts.error.Require;
import dev.attune.contracts.event.Event;
import dev.attune.contracts.event.RunEvent.RunFailed;
import dev.attune.contracts.event.RunEvent.RunFinished;
import dev.attune.contracts.event.Topics;
import dev.attune.contracts.event.part.Lineage.OffsetRange;
import dev.attune.contracts.json.Json;

/**
 * Which runs are over, and what they consumed: {@code attune.runs}, which keeps every end of a run for ever. What a group's
 * offsets say can be lost or reset; what stands here cannot.
 *
 * <p>Not safe for use by several threads.
 */
public final class RunLedger {

    private static final Logger LOG = LoggerFactory.getLogger(RunLedger.class);
    private static final Duration POLL = Duration.ofMillis(200);

    /** On the record that ends a run: what its group has consumed with it. */
    private static final String CONSUMED = "attune-consumed";

    private static final String TYPE = "ce_type";
    private static final Set<String> ENDS =
            Set.of(EventTypes.nameOf(RunFinished.class), EventTypes.nameOf(RunFailed.class));

    private final Set<String> over = new HashSet<>();
    private final Map<TopicPartition, Long> consumed = new HashMap<>();
    private final String group;

    /**
     * What a run's end consumed.
     *
     * @param ranges up to {@code until}; {@code from} says nothing
     */
    private record Consumed(String group, List<OffsetRange> ranges) {
        Consumed {
            Require.text(group, "group");
            ranges = Require.copy(ranges);
        }
    }

    private RunLedger(String group) {
        this.group = group;
    }

    /** Reads all that is on the topic now. */
    public static RunLedger read(String bootstrapServers, String group) {
        RunLedger ledger = new RunLedger(group);
        Map<String, Object> settings = new HashMap<>(Bus.consumer(bootstrapServers, "unused"));
        settings.remove(ConsumerConfig.GROUP_ID_CONFIG);
        try (Consumer<String, byte[]> consumer = new KafkaConsumer<>(settings)) {
            List<TopicPartition> partitions = consumer.partitionsFor(Topics.RUNS).stream()
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                consumer.poll(POLL).forEach(ledger::apply);
            }
        }
        return ledger;
    }

    /** Whether the run has finished or failed, whoever made it. */
    public boolean isOver(String runId) {
        return over.contains(runId);
    }

    /** What this group's runs have consumed, as the last of them said, by partition: the first offset that they have not. */
    public Map<TopicPartition, Long> consumed() {
        return Map.copyOf(consumed);
    }

    /** Remembers what was just published. */
    void published(List<? extends Event> events, Map<TopicPartition, Long> until) {
        events.stream()
                .filter(event -> event instanceof RunFinished || event instanceof RunFailed)
                .forEach(event -> over.add(event.key()));
        consumed.putAll(until);
    }

    /** Writes beside the end of a run what it consumed. */
    static void mark(Headers headers, Event event, String group, Map<TopicPartition, Long> until) {
        if (event instanceof RunFinished || event instanceof RunFailed) {
            Map<String, OffsetRange> sorted = new TreeMap<>();
            until.forEach((partition, offset) -> sorted.put(
                    partition.toString(), new OffsetRange(partition.topic(), partition.partition(), 0, offset)));
            Consumed said = new Consumed(group, List.copyOf(sorted.values()));
            headers.add(CONSUMED, Json.text(said).getBytes(StandardCharsets.UTF_8));
        }
    }

    private void apply(ConsumerRecord<String, byte[]> record) {
        // By its header alone: most records are steps, and nothing in them is needed.
        if (record.key() != null && ENDS.contains(text(record.headers().lastHeader(TYPE)))) {
            over.add(record.key());
            Header said = record.headers().lastHeader(CONSUMED);
            if (said != null) {
                applyConsumed(record, text(said));
            }
        }
    }

    private void applyConsumed(ConsumerRecord<String, byte[]> record, String text) {
        try {
            Consumed said = Json.MAPPER.readValue(text, Consumed.class);
            if (said.group().equals(group)) {
                said.ranges()
                        .forEach(range ->
                                consumed.put(new TopicPartition(range.topic(), range.partition()), range.until()));
            }
        } catch (JsonProcessingException e) {
            LOG.warn(
                    "What run {} consumed cannot be read at offset {}: {}",
                    record.key(),
                    record.offset(),
                    Json.sentence(e));
        }
    }

    private static String text(@Nullable Header header) {
        return header == null ? "" : new String(header.value(), StandardCharsets.UTF_8);
    }
}
