package dev.attune.registry.outbox;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

import io.cloudevents.CloudEvent;
import io.smallrye.reactive.messaging.MutinyEmitter;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.eclipse.microprofile.reactive.messaging.Channel;

import dev.attune.contracts.bus.EventCodec;
import dev.attune.contracts.bus.EventTypes;
import dev.attune.contracts.event.Event;

/** Sends what is in the outbox, in order; an event may be sent twice after a crash, always with the same id. */
@ApplicationScoped
class OutboxRelay {

    private static final String SOURCE = "/attune/registry-service";
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final Outbox outbox;
    private final MutinyEmitter<ProducerRecord<String, CloudEvent>> bus;

    OutboxRelay(Outbox outbox, @Channel("outbox") MutinyEmitter<ProducerRecord<String, CloudEvent>> bus) {
        this.outbox = outbox;
        this.bus = bus;
    }

    /** Returns how many events the bus acknowledged. */
    @Transactional
    int send() {
        if (!outbox.lock()) {
            return 0;
        }
        int sent = 0;
        for (OutboxEntity entity : outbox.unsent()) {
            bus.send(record(entity)).await().atMost(PATIENCE);
            entity.sentAt = Instant.now();
            sent++;
        }
        return sent;
    }

    private static ProducerRecord<String, CloudEvent> record(OutboxEntity entity) {
        Class<? extends Event> type = EventTypes.byName(entity.type)
                .orElseThrow(() -> new IllegalStateException("The outbox holds the unknown type " + entity.type));
        Event event = EventCodec.read(entity.event.getBytes(StandardCharsets.UTF_8), type);
        CloudEvent cloudEvent = EventCodec.encode(event, SOURCE, entity.eventId, entity.createdAt);
        return new ProducerRecord<>(EventTypes.topicOf(type), event.key(), cloudEvent);
    }
}
