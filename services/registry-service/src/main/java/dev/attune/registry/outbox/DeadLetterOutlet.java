package dev.attune.registry.outbox;

import java.time.Duration;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.faulttolerance.api.ExponentialBackoff;
import io.smallrye.reactive.messaging.MutinyEmitter;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.eclipse.microprofile.faulttolerance.Retry;
import org.eclipse.microprofile.reactive.messaging.Channel;

import dev.attune.contracts.bus.DeadLetters;

/** Records that the registry cannot use: kept on the dead-letter topic with the reason, so that the consumer goes on. */
@ApplicationScoped
public class DeadLetterOutlet {

    private static final String CONSUMER = "registry-service";
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final MutinyEmitter<ProducerRecord<String, byte[]>> bus;

    DeadLetterOutlet(@Channel("dead-letters") MutinyEmitter<ProducerRecord<String, byte[]>> bus) {
        this.bus = bus;
    }

    /** Returns when the bus has acknowledged the dead letter, however long that takes. */
    @Retry(maxRetries = -1, maxDuration = 0, delay = 500)
    @ExponentialBackoff(maxDelay = 10_000)
    public void send(ConsumerRecord<String, byte[]> record, String code, String reason) {
        bus.send(DeadLetters.of(record, CONSUMER, code, reason)).await().atMost(PATIENCE);
    }
}
