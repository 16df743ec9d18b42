package dev.attune.feedback.messaging;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.reactive.messaging.annotations.Blocking;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Acknowledgment;
import org.eclipse.microprofile.reactive.messaging.Incoming;

import dev.attune.contracts.bus.ReceivedEvent;
import dev.attune.contracts.event.CompletionEvent;
import dev.attune.contracts.event.CompletionEvent.CandidatesGenerated;
import dev.attune.feedback.service.Candidates;
import dev.attune.service.inbox.Inbox;

/** Candidate answers from the bus become items. A record is acknowledged when its transaction has committed. */
@ApplicationScoped
class CompletionsConsumer {

    private final Inbox inbox;
    private final Candidates candidates;

    CompletionsConsumer(Inbox inbox, Candidates candidates) {
        this.inbox = inbox;
        this.candidates = candidates;
    }

    @Incoming("completions")
    @Blocking
    @Acknowledgment(Acknowledgment.Strategy.POST_PROCESSING)
    void consume(ConsumerRecord<String, byte[]> record) throws InterruptedException {
        inbox.take(record, this::enter);
    }

    private void enter(ReceivedEvent received) {
        switch ((CompletionEvent) received.event()) {
            case CandidatesGenerated generated -> candidates.enter(received.id(), generated);
        }
    }
}
