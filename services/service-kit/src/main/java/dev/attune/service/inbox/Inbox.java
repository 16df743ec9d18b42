package dev.attune.service.inbox;

import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import jakarta.enterprise.context.ApplicationScoped;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jboss.logging.Logger;

import dev.attune.contracts.bus.EventReader;
import dev.attune.contracts.bus.ReceivedEvent;
import dev.attune.contracts.bus.SkippedEvents;
import dev.attune.contracts.bus.Traces;
import dev.attune.contracts.bus.UnknownEventException;
import dev.attune.contracts.error.AttuneException;
import dev.attune.contracts.error.ErrorCategory;
import dev.attune.service.database.DatabaseAway;
import dev.attune.service.outbox.DeadLetterOutlet;

/**
 * Takes records from the bus: each takes effect or becomes a dead letter, however long the database is away. What passes is tried
 * again, what proves bad is put aside, what a later version says is passed over and counted.
 */
@ApplicationScoped
public class Inbox {

    private static final Logger LOG = Logger.getLogger(Inbox.class);
    private static final long BACK_OFF_MILLIS = 1_000;

    /** Of a fault that nobody said passes. */
    private static final int ATTEMPTS = 3;

    private final SkippedEvents skipped = new SkippedEvents();

    private final DeadLetterOutlet deadLetters;

    Inbox(DeadLetterOutlet deadLetters) {
        this.deadLetters = deadLetters;
    }

    /**
     * Returns when the record may be acknowledged.
     *
     * @param apply one transaction, that does nothing for an event that took effect before
     */
    public void take(ConsumerRecord<String, byte[]> record, Consumer<ReceivedEvent> apply) throws InterruptedException {
        int attempt = 1;
        for (Try tried = attempt(record, apply, attempt); tried != Try.DONE; tried = attempt(record, apply, attempt)) {
            TimeUnit.MILLISECONDS.sleep(BACK_OFF_MILLIS);
            attempt += tried == Try.FAILED ? 1 : 0;
        }
    }

    private enum Try {
        /** Applied, passed over or put aside. */
        DONE,
        /** What it needs is away: that counts as no attempt. */
        WAITS,
        FAILED
    }

    /** How many events of types that this version does not know were passed over, by type. */
    public Map<String, Long> skipped() {
        return skipped.counts();
    }

    private Try attempt(ConsumerRecord<String, byte[]> record, Consumer<ReceivedEvent> apply, int attempt)
            throws InterruptedException {
        try {
            ReceivedEvent received = EventReader.read(record);
            Traces.consume(received, () -> apply.accept(received));
        } catch (UnknownEventException e) {
            if (skipped.add(e)) {
                LOG.warnf("%s It is passed over; others of its type are counted only.", e.getMessage());
            }
        } catch (AttuneException e) {
            if (e.category() == ErrorCategory.RETRIABLE) {
                LOG.warnf("%s is tried again: %s", place(record), e.getMessage());
                return Try.WAITS;
            }
            LOG.warnf("%s is put aside: %s", place(record), e.getMessage());
            deadLetters.send(record, e.code(), String.valueOf(e.getMessage()));
        } catch (RuntimeException e) {
            if (DatabaseAway.isCauseOf(e)) {
                LOG.warnf("%s waits for the database: %s", place(record), e);
                return Try.WAITS;
            }
            if (attempt < ATTEMPTS) {
                LOG.warnf("%s is tried again: %s", place(record), e);
                return Try.FAILED;
            }
            // Not the record's fault perhaps, but it must not stop those behind it.
            LOG.errorf(e, "%s could not be applied", place(record));
            deadLetters.send(record, "not-applied", "The record could not be applied: " + e);
        }
        return Try.DONE;
    }

    private static String place(ConsumerRecord<String, byte[]> record) {
        return record.topic() + "-" + record.partition() + "@" + record.offset();
    }
}
