package dev.attune.feedback.messaging;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.reactive.messaging.annotations.Blocking;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Acknowledgment;
import org.eclipse.microprofile.reactive.messaging.Incoming;

import dev.attune.contracts.bus.ReceivedEvent;
import dev.attune.contracts.event.SpreadEvent;
import dev.attune.contracts.event.SpreadEvent.SpreadMeasured;
import dev.attune.feedback.service.choice.Spreads;
import dev.attune.service.inbox.Inbox;

/** How reward models differ about answers changes which of them people are asked about first. */
@ApplicationScoped
class SpreadsConsumer {

    private final Inbox inbox;
    private final Spreads spreads;

    SpreadsConsumer(Inbox inbox, Spreads spreads) {
        this.inbox = inbox;
        this.spreads = spreads;
    }

    @Incoming("spreads")
    @Blocking
    @Acknowledgment(Acknowledgment.Strategy.POST_PROCESSING)
    void consume(ConsumerRecord<String, byte[]> record) throws InterruptedException {
        inbox.take(record, this::enter);
    }

    private void enter(ReceivedEvent received) {
        switch ((SpreadEvent) received.event()) {
            case SpreadMeasured measured -> spreads.enter(measured);
        }
    }
}
