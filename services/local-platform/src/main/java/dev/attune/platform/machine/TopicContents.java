package dev.attune.platform.machine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.logging.Logger;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

import dev.attune.contracts.bus.Bus;
import dev.attune.contracts.bus.EventReader;
import dev.attune.contracts.bus.InvalidEventException;
import dev.attune.contracts.event.Event;

/** All that a small topic holds at this moment. */
final class TopicContents {

    private static final Logger LOG = Logger.getLogger(TopicContents.class.getName());

    private TopicContents() {}

    /** The events of a topic in order; records that cannot be read are logged and left out. */
    static List<Event> read(String bootstrapServers, String topic) {
        TopicPartition partition = new TopicPartition(topic, 0);
        List<Event> events = new ArrayList<>();
        try (KafkaConsumer<String, byte[]> consumer =
                new KafkaConsumer<>(Bus.consumer(bootstrapServers, "attune-local-platform"))) {
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            Map<TopicPartition, Long> ends = consumer.endOffsets(List.of(partition));
            while (consumer.position(partition) < ends.getOrDefault(partition, 0L)) {
                for (ConsumerRecord<String, byte[]> record : consumer.poll(Duration.ofMillis(200))) {
                    addReadable(events, record);
                }
            }
        }
        return events;
    }

    private static void addReadable(List<Event> events, ConsumerRecord<String, byte[]> record) {
        if (record.value() == null) {
            return;
        }
        try {
            events.add(EventReader.read(record).event());
        } catch (InvalidEventException e) {
            LOG.warning(() -> "left out " + record.topic() + "@" + record.offset() + ": " + e.getMessage());
        }
    }
}
