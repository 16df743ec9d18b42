package dev.attune.cli.load;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

import dev.attune.cli.bench.Latencies;
import dev.attune.contracts.bus.Bus;
import dev.attune.contracts.event.Topics;

/** A consumer of {@code attune.feedback} that notes when it has each rating. */
final class TopicWatch implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(100);

    private final Clock clock;
    private final Latencies.Meter readable = new Latencies.Meter();
    private final KafkaConsumer<String, byte[]> consumer;
    private final Thread thread;
    private volatile boolean going = true;
    private final LongAdder counted = new LongAdder();

    private TopicWatch(Clock clock, String kafka) {
        this.clock = clock;
        this.consumer = new KafkaConsumer<>(Bus.consumer(kafka, "bench-feedback"));
        TopicPartition partition = new TopicPartition(Topics.FEEDBACK, 0);
        consumer.assign(List.of(partition));
        consumer.seekToEnd(List.of(partition));
        var _ = consumer.position(partition);
        this.thread = Thread.ofPlatform().name("topic-watch").start(this::watch);
    }

    /** Begins at the topic's end. */
    static TopicWatch of(Clock clock, String kafka) {
        return new TopicWatch(clock, kafka);
    }

    private void watch() {
        while (going) {
            for (ConsumerRecord<String, byte[]> record : consumer.poll(POLL)) {
                note(record);
            }
        }
        consumer.close();
    }

    private void note(ConsumerRecord<String, byte[]> record) {
        if (!clock.counts(System.nanoTime())) {
            return;
        }
        String at = Texts.after(new String(record.value(), StandardCharsets.UTF_8), "\"ratedAt\":\"");
        if (!at.isEmpty()) {
            counted.increment();
            readable.addNanos(Duration.between(Instant.parse(at), Instant.now()).toNanos());
        }
    }

    long counted() {
        return counted.sum();
    }

    Latencies readable() {
        return readable.read();
    }

    @Override
    public void close() throws InterruptedException {
        going = false;
        thread.join();
    }
}
