package dev.attune.service.outbox;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;

import jakarta.enterprise.context.ApplicationScoped;

import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.eclipse.microprofile.config.inject.ConfigProperty;

import dev.attune.contracts.bus.Bus;
import dev.attune.contracts.error.ErrorCategory;

/** Which of this service's events a topic has. */
@ApplicationScoped
class BusIds {

    private static final int BATCH = 2_000;
    private static final int FETCH_BYTES = 4 * 1024 * 1024;
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final String bootstrapServers;
    private final String source;

    BusIds(
            @ConfigProperty(name = "kafka.bootstrap.servers") String bootstrapServers,
            @ConfigProperty(name = "quarkus.application.name") String service) {
        this.bootstrapServers = bootstrapServers;
        this.source = "/attune/" + service;
    }

    /**
     * Gives the ids of the events that this service put on the topic since then, some at a time.
     *
     * @throws dev.attune.contracts.error.AttuneException {@code bus-unavailable}: nothing can be said of what is missing
     */
    void forEachBatch(String topic, Instant since, Consumer<List<String>> ids) {
        Map<String, Object> settings = Bus.consumer(bootstrapServers, "");
        settings.remove(ConsumerConfig.GROUP_ID_CONFIG);
        settings.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, FETCH_BYTES);
        settings.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, FETCH_BYTES);
        settings.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) PATIENCE.toMillis());
        try (KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(settings)) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(info -> new TopicPartition(topic, info.partition()))
                    .toList();
            consumer.assign(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            seek(consumer, partitions, ends, since);
            read(consumer, ends, ids);
        } catch (KafkaException e) {
            throw ErrorCategory.RETRIABLE.error(
                    "bus-unavailable",
                    "The topic " + topic + " cannot be read, so what it lacks is unknown: " + e.getMessage() + ".",
                    e);
        }
    }

    private static void seek(
            KafkaConsumer<String, byte[]> consumer,
            List<TopicPartition> partitions,
            Map<TopicPartition, Long> ends,
            Instant since) {
        Map<TopicPartition, Long> times = new HashMap<>();
        partitions.forEach(partition -> times.put(partition, since.toEpochMilli()));
        Map<TopicPartition, OffsetAndTimestamp> starts = consumer.offsetsForTimes(times);
        for (TopicPartition partition : partitions) {
            OffsetAndTimestamp start = starts.get(partition);
            consumer.seek(partition, start == null ? ends.getOrDefault(partition, 0L) : start.offset());
        }
    }

    private void read(
            KafkaConsumer<String, byte[]> consumer, Map<TopicPartition, Long> ends, Consumer<List<String>> ids) {
        List<String> batch = new ArrayList<>();
        Instant progressed = Instant.now();
        while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            var records = consumer.poll(POLL);
            for (ConsumerRecord<String, byte[]> record : records) {
                if (source.equals(header(record, "ce_source")) && isUuid(header(record, "ce_id"))) {
                    batch.add(header(record, "ce_id"));
                }
                if (batch.size() == BATCH) {
                    ids.accept(batch);
                    batch.clear();
                }
            }
            if (!records.isEmpty()) {
                progressed = Instant.now();
            } else if (progressed.plus(PATIENCE).isBefore(Instant.now())) {
                throw new KafkaException("no record came for " + PATIENCE.toSeconds() + " s");
            }
        }
        if (!batch.isEmpty()) {
            ids.accept(batch);
        }
    }

    private static String header(ConsumerRecord<String, byte[]> record, String name) {
        Header header = record.headers().lastHeader(name);
        return header == null || header.value() == null ? "" : new String(header.value(), StandardCharsets.UTF_8);
    }

    private static boolean isUuid(String text) {
        try {
            return text.equals(UUID.fromString(text).toString());
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
