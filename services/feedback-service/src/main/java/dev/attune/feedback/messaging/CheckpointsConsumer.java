package dev.attune.feedback.messaging;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.reactive.messaging.annotations.Blocking;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Acknowledgment;
import org.eclipse.microprofile.reactive.messaging.Incoming;

import dev.attune.contracts.bus.ReceivedEvent;
import dev.attune.contracts.event.CheckpointEvent;
import dev.attune.contracts.event.CheckpointEvent.CheckpointPublished;
import dev.attune.feedback.service.fresh.Ring;
import dev.attune.service.inbox.Inbox;

/** New checkpoints may be set against others. */
@ApplicationScoped
class CheckpointsConsumer {

    private final Inbox inbox;
    private final Ring ring;

    CheckpointsConsumer(Inbox inbox, Ring ring) {
        this.inbox = inbox;
        this.ring = ring;
    }

    @Incoming("checkpoints")
    @Blocking
    @Acknowledgment(Acknowledgment.Strategy.POST_PROCESSING)
    void consume(ConsumerRecord<String, byte[]> record) throws InterruptedException {
        inbox.take(record, this::enter);
    }

    private void enter(ReceivedEvent received) {
        switch ((CheckpointEvent) received.event()) {
            case CheckpointPublished published -> ring.published(received.id(), published);
        }
    }
}
