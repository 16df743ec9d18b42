package dev.attune.feedback.messaging;

import java.util.concurrent.TimeUnit;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.reactive.messaging.annotations.Blocking;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Acknowledgment;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.jboss.logging.Logger;

import dev.attune.contracts.bus.EventReader;
import dev.attune.contracts.bus.ReceivedEvent;
import dev.attune.contracts.error.AttuneException;
import dev.attune.contracts.event.CompletionEvent;
import dev.attune.contracts.event.CompletionEvent.CandidatesGenerated;
import dev.attune.feedback.Fault;
import dev.attune.feedback.service.Candidates;
import dev.attune.feedback.service.DatabaseFailure;

/** Candidate answers from the bus become items. A record is acknowledged when its transaction has committed. */
@ApplicationScoped
class CompletionsConsumer {

    private static final Logger LOG = Logger.getLogger(CompletionsConsumer.class);
    private static final long BACK_OFF_MILLIS = 1_000;

    private final Candidates candidates;
    private final BusProducer bus;

    CompletionsConsumer(Candidates candidates, BusProducer bus) {
        this.candidates = candidates;
        this.bus = bus;
    }

    @Incoming("completions")
    @Blocking
    @Acknowledgment(Acknowledgment.Strategy.POST_PROCESSING)
    void consume(ConsumerRecord<String, byte[]> record) throws InterruptedException {
        boolean done = false;
        while (!done) {
            done = attempt(record);
            if (!done) {
                TimeUnit.MILLISECONDS.sleep(BACK_OFF_MILLIS);
            }
        }
    }

    /** False when the record must be tried again because the database or the bus is away. */
    private boolean attempt(ConsumerRecord<String, byte[]> record) {
        try {
            use(record);
            return true;
        } catch (AttuneException e) {
            LOG.warnf("A record of %s is put aside: %s", record.topic(), e.getMessage());
            return putAside(record, e.code(), String.valueOf(e.getMessage()));
        } catch (RuntimeException e) {
            if (DatabaseFailure.mayPass(e)) {
                LOG.warnf("A record of %s waits for the database: %s", record.topic(), e.toString());
                return false;
            }
            LOG.errorf(e, "A record of %s fails", record.topic());
            return putAside(record, Fault.INTERNAL_ERROR.code(), e.toString());
        }
    }

    private void use(ConsumerRecord<String, byte[]> record) {
        ReceivedEvent received = EventReader.read(record);
        switch ((CompletionEvent) received.event()) {
            case CandidatesGenerated generated -> candidates.enter(received.id(), generated);
        }
    }

    private boolean putAside(ConsumerRecord<String, byte[]> record, String code, String reason) {
        try {
            bus.deadLetter(record, code, reason);
            return true;
        } catch (BusProducer.NotAcknowledged e) {
            LOG.warnf("A dead letter waits for the bus: %s", e.getMessage());
            return false;
        }
    }
}
