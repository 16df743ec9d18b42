package dev.attune.registry.messaging;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.common.annotation.Blocking;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;

import dev.attune.registry.service.RingProjection;
import dev.attune.service.inbox.Inbox;

/** Follows checkpoints, evaluations, promotions and runs, one record after the other. */
@ApplicationScoped
class RingConsumer {

    private final Inbox inbox;
    private final RingProjection projection;

    RingConsumer(Inbox inbox, RingProjection projection) {
        this.inbox = inbox;
        this.projection = projection;
    }

    /** Acknowledged when it returns: the record has taken effect or is a dead letter. */
    @Incoming("ring")
    @Blocking
    void consume(ConsumerRecord<String, byte[]> record) throws InterruptedException {
        inbox.take(record, projection::apply);
    }
}
