package dev.attune.contracts.bus;

import java.nio.charset.StandardCharsets;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;

import dev.attune.contracts.event.Topics;

/** Records that a consumer cannot use, kept unchanged beside the reason. */
public final class DeadLetters {

    public static final String REASON = "dead-letter-reason";
    public static final String CODE = "dead-letter-code";
    public static final String TOPIC = "dead-letter-topic";
    public static final String PARTITION = "dead-letter-partition";
    public static final String OFFSET = "dead-letter-offset";
    public static final String CONSUMER = "dead-letter-consumer";

    private DeadLetters() {}

    /** The dead letter of {@code record}: same key, value and headers, and why {@code consumer} could not use it. */
    public static ProducerRecord<String, byte[]> of(
            ConsumerRecord<String, byte[]> record, String consumer, String code, String reason) {
        RecordHeaders headers = new RecordHeaders(record.headers().toArray());
        headers.add(REASON, utf8(reason));
        headers.add(CODE, utf8(code));
        headers.add(TOPIC, utf8(record.topic()));
        headers.add(PARTITION, utf8(String.valueOf(record.partition())));
        headers.add(OFFSET, utf8(String.valueOf(record.offset())));
        headers.add(CONSUMER, utf8(consumer));
        return new ProducerRecord<>(Topics.deadLetters(record.topic()), null, record.key(), record.value(), headers);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
