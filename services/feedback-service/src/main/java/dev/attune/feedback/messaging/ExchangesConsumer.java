package dev.attune.feedback.messaging;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.reactive.messaging.annotations.Blocking;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Acknowledgment;
import org.eclipse.microprofile.reactive.messaging.Incoming;

import dev.attune.contracts.bus.ReceivedEvent;
import dev.attune.contracts.event.ExchangeEvent;
import dev.attune.contracts.event.ExchangeEvent.ExchangeEnded;
import dev.attune.feedback.service.live.ServedAnswers;
import dev.attune.feedback.service.mining.MinedPrompts;
import dev.attune.service.inbox.Inbox;

/** What was served may be reacted to, and what was asked may be a prompt of its project. */
@ApplicationScoped
class ExchangesConsumer {

    private final Inbox inbox;
    private final ServedAnswers answers;
    private final MinedPrompts mined;

    ExchangesConsumer(Inbox inbox, ServedAnswers answers, MinedPrompts mined) {
        this.mined = mined;
        this.inbox = inbox;
        this.answers = answers;
    }

    @Incoming("exchanges")
    @Blocking
    @Acknowledgment(Acknowledgment.Strategy.POST_PROCESSING)
    void consume(ConsumerRecord<String, byte[]> record) throws InterruptedException {
        inbox.take(record, this::enter);
    }

    private void enter(ReceivedEvent received) {
        switch ((ExchangeEvent) received.event()) {
            case ExchangeEnded exchange -> {
                answers.enter(exchange);
                mined.enter(received.id(), exchange);
            }
        }
    }
}
