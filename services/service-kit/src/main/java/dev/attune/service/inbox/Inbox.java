package dev.attune.service.inbox;

import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import jakarta.enterprise.context.ApplicationScoped;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jboss.logging.Logger;

import dev.attune.contracts.bus.EventReader;
import dev.attune.contracts.bus.ReceivedEvent;
import dev.attune.contracts.error.AttuneException;
import dev.attune.service.database.DatabaseAway;
import dev.attune.service.outbox.DeadLetterOutlet;

/** Takes records from the bus: each takes effect or becomes a dead letter, however long the database is away. */
@ApplicationScoped
public class Inbox {

    private static final Logger LOG = Logger.getLogger(Inbox.class);
    private static final long BACK_OFF_MILLIS = 1_000;

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
        while (!taken(record, apply)) {
            TimeUnit.MILLISECONDS.sleep(BACK_OFF_MILLIS);
        }
    }

    /** False when the record must be tried again because the database is away. */
    private boolean taken(ConsumerRecord<String, byte[]> record, Consumer<ReceivedEvent> apply)
            throws InterruptedException {
        try {
            apply.accept(EventReader.read(record));
        } catch (AttuneException e) {
            LOG.warnf("%s is put aside: %s", place(record), e.getMessage());
            deadLetters.send(record, e.code(), String.valueOf(e.getMessage()));
        } catch (RuntimeException e) {
            if (DatabaseAway.isCauseOf(e)) {
                LOG.warnf("%s waits for the database: %s", place(record), e);
                return false;
            }
            // Not the record's fault perhaps, but it must not stop those behind it.
            LOG.errorf(e, "%s could not be applied", place(record));
            deadLetters.send(record, "not-applied", "The record could not be applied: " + e);
        }
        return true;
    }

    private static String place(ConsumerRecord<String, byte[]> record) {
        return record.topic() + "-" + record.partition() + "@" + record.offset();
    }
}
