package dev.attune.service.access;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.quarkus.arc.DefaultBean;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

import dev.attune.contracts.bus.Bus;
import dev.attune.contracts.bus.EventReader;
import dev.attune.contracts.error.AttuneException;
import dev.attune.contracts.error.ErrorCategory;
import dev.attune.contracts.event.AccessEvent.TokensEnded;
import dev.attune.contracts.event.Topics;

/**
 * Learns from the bus which tokens are void: all that was said before the first token is believed, then what is said as
 * it comes. While the bus is away the service knows what it knew. A service that decides itself which tokens are void
 * has another {@link TokenCheck}.
 */
@DefaultBean
@ApplicationScoped
class AccessFollower implements TokenCheck {

    private static final Logger LOG = Logger.getLogger(AccessFollower.class);
    private static final Duration POLL = Duration.ofSeconds(1);
    private static final long PAUSE_MILLIS = 1_000;

    /** A token that comes before the past is known waits for it this long. */
    private static final long PATIENCE_SECONDS = 10;

    private final EndedTokens ended = new EndedTokens();
    private final CountDownLatch caughtUp = new CountDownLatch(1);
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final String bootstrapServers;
    private final String service;
    private final Thread thread = new Thread(this::run, "access-follower");
    private volatile @Nullable KafkaConsumer<String, byte[]> current;

    AccessFollower(
            @ConfigProperty(name = "kafka.bootstrap.servers") String bootstrapServers,
            @ConfigProperty(name = "quarkus.application.name") String service) {
        this.bootstrapServers = bootstrapServers;
        this.service = service;
    }

    void start(@Observes StartupEvent event) {
        thread.setDaemon(true);
        thread.start();
    }

    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        stopping.countDown();
        KafkaConsumer<String, byte[]> consumer = current;
        if (consumer != null) {
            consumer.wakeup();
        }
        thread.join(PAUSE_MILLIS * 5);
    }

    @Override
    public Optional<Object> open(JsonWebToken token) {
        try {
            if (!caughtUp.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new AttuneException(
                        "bus-unavailable",
                        ErrorCategory.RETRIABLE,
                        "This service does not know yet which sessions have ended; try again shortly.");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
        return ended.hold(token) ? Optional.empty() : Optional.of(token.getSubject());
    }

    private void run() {
        while (stopping.getCount() > 0) {
            try (KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(settings())) {
                current = consumer;
                follow(consumer);
            } catch (WakeupException e) {
                LOG.debug("The access follower was woken up");
            } catch (RuntimeException | Error e) {
                // An error too: without this thread the service would believe every token.
                LOG.warnf("%s is not read and is tried again: %s", Topics.ACCESS, e);
                pause();
            } finally {
                current = null;
            }
        }
    }

    private void follow(KafkaConsumer<String, byte[]> consumer) {
        List<TopicPartition> partitions = consumer.partitionsFor(Topics.ACCESS).stream()
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        Set<TopicPartition> behind = new HashSet<>(partitions);
        while (stopping.getCount() > 0) {
            behind.removeIf(partition -> consumer.position(partition) >= ends.getOrDefault(partition, 0L));
            if (behind.isEmpty()) {
                caughtUp.countDown();
            }
            consumer.poll(POLL).forEach(this::apply);
        }
    }

    private void apply(ConsumerRecord<String, byte[]> record) {
        try {
            if (EventReader.read(record).event() instanceof TokensEnded tokens) {
                ended.apply(tokens);
            }
        } catch (RuntimeException e) {
            // Whatever is wrong with it: read again for ever, it would keep those behind it from being known.
            LOG.warnf("A record of %s is passed over: %s", Topics.ACCESS, e);
        }
    }

    private Map<String, Object> settings() {
        Map<String, Object> settings = Bus.consumer(bootstrapServers, service + ".access");
        settings.remove(ConsumerConfig.GROUP_ID_CONFIG);
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        return settings;
    }

    private void pause() {
        try {
            if (stopping.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS)) {
                LOG.debug("The access follower stops");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            stopping.countDown();
        }
    }
}
