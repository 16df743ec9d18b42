package dev.attune.registry.messaging;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.common.annotation.Blocking;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;

import dev.attune.registry.service.retraining.RetrainingProjection;
import dev.attune.service.inbox.Inbox;

/** Follows what people decided, of which it keeps the number alone. */
@ApplicationScoped
class PreferenceConsumer {

    private final Inbox inbox;
    private final RetrainingProjection projection;

    PreferenceConsumer(Inbox inbox, RetrainingProjection projection) {
        this.inbox = inbox;
        this.projection = projection;
    }

    /** Acknowledged when it returns: the record has taken effect or is a dead letter. */
    @Incoming("preferences")
    @Blocking
    void consume(ConsumerRecord<String, byte[]> record) throws InterruptedException {
        inbox.take(record, projection::apply);
    }
}
