package dev.attune.feedback.messaging;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.reactive.messaging.annotations.Blocking;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Acknowledgment;
import org.eclipse.microprofile.reactive.messaging.Incoming;

import dev.attune.contracts.bus.ReceivedEvent;
import dev.attune.contracts.event.PromotionEvent.Promoted;
import dev.attune.feedback.service.fresh.Ring;
import dev.attune.service.inbox.Inbox;

/** What production serves is what new pairs are set against. */
@ApplicationScoped
class PromotionsConsumer {

    private final Inbox inbox;
    private final Ring ring;

    PromotionsConsumer(Inbox inbox, Ring ring) {
        this.inbox = inbox;
        this.ring = ring;
    }

    @Incoming("promotions")
    @Blocking
    @Acknowledgment(Acknowledgment.Strategy.POST_PROCESSING)
    void consume(ConsumerRecord<String, byte[]> record) throws InterruptedException {
        inbox.take(record, this::enter);
    }

    private void enter(ReceivedEvent received) {
        if (received.event() instanceof Promoted promoted) {
            ring.promoted(received.id(), promoted);
        }
    }
}
