package dev.attune.registry.messaging;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.common.annotation.Blocking;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.jboss.logging.Logger;

import dev.attune.contracts.bus.EventReader;
import dev.attune.contracts.bus.InvalidEventException;
import dev.attune.registry.outbox.DeadLetterOutlet;

/** Follows checkpoints, evaluations, promotions and runs, one record after the other. */
@ApplicationScoped
class RingConsumer {

    private static final Logger LOG = Logger.getLogger(RingConsumer.class);

    private final PatientProjection projection;
    private final DeadLetterOutlet deadLetters;

    RingConsumer(PatientProjection projection, DeadLetterOutlet deadLetters) {
        this.projection = projection;
        this.deadLetters = deadLetters;
    }

    /** Acknowledged when it returns: the record has taken effect or is a dead letter. */
    @Incoming("ring")
    @Blocking
    void consume(ConsumerRecord<String, byte[]> record) {
        try {
            projection.apply(EventReader.read(record));
        } catch (InvalidEventException e) {
            LOG.warnf("%s-%d@%d: %s", record.topic(), record.partition(), record.offset(), e.getMessage());
            deadLetters.send(record, e.code(), String.valueOf(e.getMessage()));
        } catch (RuntimeException e) {
            // Not the record's fault perhaps, but it must not stop those behind it.
            LOG.errorf(e, "%s-%d@%d could not be applied", record.topic(), record.partition(), record.offset());
            deadLetters.send(record, "not-applied", "The registry could not apply the record: " + e);
        }
    }
}
