package dev.attune.inference.messaging;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

import io.cloudevents.CloudEvent;
import io.cloudevents.kafka.KafkaMessageFactory;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jboss.logging.Logger;

import dev.attune.contracts.bus.Bus;
import dev.attune.contracts.bus.EventCodec;
import dev.attune.contracts.event.ExchangeEvent.ExchangeEnded;
import dev.attune.contracts.event.Topics;
import dev.attune.inference.service.Exchanges;

/** Tells the bus what was asked and how it ended; what the bus did not acknowledge is told again, under the same id. */
final class ExchangePublisher implements BusLoop.Session {

    private static final Logger LOG = Logger.getLogger(ExchangePublisher.class);
    private static final String SOURCE = "/attune/inference-service";
    private static final Duration PATIENCE = Duration.ofMillis(500);

    private final Exchanges exchanges;
    private final KafkaProducer<String, byte[]> producer;

    ExchangePublisher(BusSettings bus, Exchanges exchanges) {
        this.exchanges = exchanges;
        Map<String, Object> settings = new HashMap<>(Bus.producer(bus.bootstrapServers(), ""));
        settings.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
        this.producer = new KafkaProducer<>(settings);
    }

    @Override
    public void turn() {
        try {
            List<ExchangeEnded> next = exchanges.next(PATIENCE);
            List<Future<?>> sent = new ArrayList<>();
            next.forEach(exchange -> sent.add(send(exchange)));
            for (Future<?> each : sent) {
                await(each);
                exchanges.told(1);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Future<?> send(ExchangeEnded exchange) {
        String id = UUID.nameUUIDFromBytes(
                        (SOURCE + "\nexchange\n" + exchange.completionId()).getBytes(StandardCharsets.UTF_8))
                .toString();
        CloudEvent event = EventCodec.encode(exchange, SOURCE, id, exchange.at());
        return producer.send(KafkaMessageFactory.<String>createWriter(Topics.EXCHANGES, exchange.key())
                .writeBinary(event));
    }

    private static void await(Future<?> sent) throws InterruptedException {
        try {
            sent.get();
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof RecordTooLargeException)) {
                throw new KafkaException("An exchange was not acknowledged", e);
            }
            LOG.warnf("An exchange is too large for the bus and is not told: %s", e.getMessage());
        }
    }

    @Override
    public void wakeUp() {
        // A turn ends by itself, soon.
    }

    @Override
    public void close() {
        producer.close(Duration.ofSeconds(5));
    }
}
