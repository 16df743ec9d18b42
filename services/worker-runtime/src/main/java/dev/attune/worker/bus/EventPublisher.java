package dev.attune.worker.bus;

import io.cloudevents.CloudEvent;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import dev.attune.contracts.bus.Bus;
import dev.attune.contracts.bus.EventCodec;
import dev.attune.contracts.bus.EventTypes;
import dev.attune.contracts.event.Event;

/** Publishes single events outside of any transaction: progress that people watch, which may be lost or repeated. */
public final class EventPublisher implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(EventPublisher.class);

    private final Producer<String, CloudEvent> producer;
    private final String source;

    public EventPublisher(String bootstrapServers, String source) {
        this(new KafkaProducer<>(Bus.producer(bootstrapServers, "")), source);
    }

    EventPublisher(Producer<String, CloudEvent> producer, String source) {
        this.producer = producer;
        this.source = source;
    }

    /** Sends without waiting; a failure is logged, since the run that reports progress must go on. */
    public void publish(Event event) {
        String topic = EventTypes.topicOf(event.getClass());
        var _ = producer.send(
                new ProducerRecord<>(topic, event.key(), EventCodec.encode(event, source)), (sent, failure) -> {
                    if (failure != null) {
                        LOG.warn(
                                "An event of {} could not be published on {}: {}",
                                event.key(),
                                topic,
                                failure.getMessage());
                    }
                });
    }

    /** Waits until all events are acknowledged or have failed. */
    public void flush() {
        producer.flush();
    }

    @Override
    public void close() {
        producer.close();
    }
}
