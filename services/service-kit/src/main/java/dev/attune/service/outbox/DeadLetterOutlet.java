package dev.attune.service.outbox;

import java.util.concurrent.TimeUnit;

import jakarta.enterprise.context.ApplicationScoped;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

import dev.attune.contracts.bus.DeadLetters;
import dev.attune.contracts.measure.Meters;

/** Records that this service cannot use: kept unchanged beside the reason, so that the consumer goes on. */
@ApplicationScoped
public class DeadLetterOutlet {

    private static final Logger LOG = Logger.getLogger(DeadLetterOutlet.class);
    private static final long BACK_OFF_MILLIS = 1_000;

    private final BusProducer bus;
    private final String service;

    DeadLetterOutlet(BusProducer bus, @ConfigProperty(name = "quarkus.application.name") String service) {
        this.bus = bus;
        this.service = service;
    }

    /** Returns when the bus has acknowledged the dead letter, however long that takes. */
    public void send(ConsumerRecord<String, byte[]> record, String code, String reason) throws InterruptedException {
        while (!sent(record, code, reason)) {
            TimeUnit.MILLISECONDS.sleep(BACK_OFF_MILLIS);
        }
    }

    private boolean sent(ConsumerRecord<String, byte[]> record, String code, String reason) {
        return switch (bus.publish(DeadLetters.of(record, service, code, reason))) {
            case Delivery.Arrived _ -> {
                Meters.deadLetter(record.topic());
                yield true;
            }
            case Delivery.Later later -> {
                LOG.warnf("A dead letter waits for the bus: %s", later.reason());
                yield false;
            }
            case Delivery.Never never -> {
                // Its record stays where it was read, which the log names; waiting would stop those behind it for ever.
                LOG.errorf(
                        "The dead letter of %s-%d@%d (%s) cannot be sent: %s",
                        record.topic(), record.partition(), record.offset(), code, never.reason());
                yield true;
            }
        };
    }
}
