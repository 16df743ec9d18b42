package dev.attune.feedback.messaging;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.reactive.messaging.annotations.Blocking;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Acknowledgment;
import org.eclipse.microprofile.reactive.messaging.Incoming;

import dev.attune.contracts.bus.ReceivedEvent;
import dev.attune.contracts.event.JobEvent.ArenaRequested;
import dev.attune.feedback.service.arena.Arenas;
import dev.attune.service.inbox.Inbox;

/** Of the jobs those that only people can do. */
@ApplicationScoped
class JobsConsumer {

    private final Inbox inbox;
    private final Arenas arenas;

    JobsConsumer(Inbox inbox, Arenas arenas) {
        this.inbox = inbox;
        this.arenas = arenas;
    }

    @Incoming("jobs")
    @Blocking
    @Acknowledgment(Acknowledgment.Strategy.POST_PROCESSING)
    void consume(ConsumerRecord<String, byte[]> record) throws InterruptedException {
        inbox.take(record, this::enter);
    }

    private void enter(ReceivedEvent received) {
        if (received.event() instanceof ArenaRequested request) {
            arenas.requested(received.id(), request);
        }
    }
}
