package dev.attune.cli.letter;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

import dev.attune.contracts.bus.DeadLetters;
import dev.attune.contracts.event.Topics;

/**
 * A record that a consumer put aside.
 *
 * @param id its place among the dead letters of its topic, such as {@code attune.prompts@12}
 * @param topic that it came on
 * @param type CloudEvents type; empty text when it is no CloudEvent
 * @param consumer who could not use it
 * @param replayed whether it was put back
 * @param headers as text, its own and those that say why it is here
 * @param value as text
 */
public record DeadLetter(
        String id,
        Instant at,
        String topic,
        @Nullable String key,
        String type,
        String consumer,
        String code,
        String reason,
        boolean replayed,
        Map<String, String> headers,
        @Nullable String value) {

    static DeadLetter of(ConsumerRecord<String, byte[]> record, String topic, boolean replayed) {
        Map<String, String> headers = new TreeMap<>();
        for (Header header : record.headers()) {
            headers.put(header.key(), text(header.value()));
        }
        return new DeadLetter(
                id(topic, record.partition(), record.offset()),
                Instant.ofEpochMilli(record.timestamp()),
                topic,
                record.key(),
                headers.getOrDefault("ce_type", ""),
                headers.getOrDefault(DeadLetters.CONSUMER, ""),
                headers.getOrDefault(DeadLetters.CODE, ""),
                headers.getOrDefault(DeadLetters.REASON, ""),
                replayed,
                headers,
                record.value() == null ? null : text(record.value()));
    }

    /** Of partition 0, which is the only one here, the number is left out. */
    static String id(String topic, int partition, long offset) {
        return topic + (partition == 0 ? "" : "-" + partition) + "@" + offset;
    }

    /** Where it lies. */
    public String deadLetterTopic() {
        return Topics.deadLetters(topic);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
