package dev.attune.contracts.bus;

import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.cloudevents.core.message.Encoding;
import io.cloudevents.kafka.CloudEventSerializer;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Client settings that every room shares, and the topics with their retention. */
public final class Bus {

    private static final Duration LEADER_PAUSE = Duration.ofMillis(50);
    private static final int LEADER_ATTEMPTS = 600;

    private Bus() {}

    /** What every client of a bus begins with: its address, and who we are there. */
    public static Map<String, Object> connection(String bootstrapServers) {
        Map<String, Object> settings = new HashMap<>(BusAccess.of(bootstrapServers));
        settings.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        return settings;
    }

    /** A client that looks after topics; the caller closes it. */
    public static Admin admin(String bootstrapServers) {
        return Admin.create(connection(bootstrapServers));
    }

    /** Gives each of the house's users its rights; those that are there already stay. */
    public static void grantRights(String bootstrapServers) {
        try (Admin admin = admin(bootstrapServers)) {
            List<AclBinding> rights = Arrays.stream(BusUser.values())
                    .flatMap(user -> user.rights().stream())
                    .toList();
            admin.createAcls(rights).all().get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while granting rights on the bus", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("The rights on the bus could not be granted: " + e.getCause(), e);
        }
    }

    /**
     * Settings of a producer of CloudEvents: idempotent, acknowledged by all replicas.
     *
     * @param transactionalId empty for a producer without transactions
     */
    public static Map<String, Object> producer(String bootstrapServers, String transactionalId) {
        Map<String, Object> settings = connection(bootstrapServers);
        settings.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, StringSerializer.class);
        settings.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, CloudEventSerializer.class);
        settings.put(CloudEventSerializer.ENCODING_CONFIG, Encoding.BINARY);
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        settings.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, 8 * 1024 * 1024);
        if (!transactionalId.isEmpty()) {
            settings.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, transactionalId);
        }
        return settings;
    }

    /** Settings of a consumer of raw records that reads committed ones only and never commits by itself. */
    public static Map<String, Object> consumer(String bootstrapServers, String groupId) {
        Map<String, Object> settings = connection(bootstrapServers);
        settings.put(ConsumerConfig.GROUP_ID_CONFIG, groupId);
        settings.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, StringDeserializer.class);
        settings.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        return settings;
    }

    /** Creates the topics and dead-letter topics that are missing, and gives those that are there the settings of this version. */
    public static void createTopics(String bootstrapServers, short replicas) {
        try (Admin admin = admin(bootstrapServers)) {
            Set<String> present = admin.listTopics().names().get();
            List<NewTopic> all = TopicSettings.all(replicas);
            List<NewTopic> missing = all.stream()
                    .filter(topic -> !present.contains(topic.name()))
                    .toList();
            admin.createTopics(missing).all().get();
            awaitLeaders(admin, missing);
            TopicSettings.alter(
                    admin,
                    all.stream().filter(topic -> present.contains(topic.name())).toList());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while creating topics", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("The topics could not be created: " + e.getCause(), e);
        }
    }

    /** The topics with their settings, and the rights, as text: where it is the same, there is nothing to create or grant. */
    public static String layout() {
        Stream<String> topics = TopicSettings.all((short) 1).stream()
                .map(topic -> topic.name() + " " + topic.numPartitions() + " " + new TreeMap<>(topic.configs()));
        Stream<String> rights = Arrays.stream(BusUser.values())
                .flatMap(user -> user.rights().stream())
                .map(AclBinding::toString);
        return Stream.concat(topics, rights).sorted().collect(Collectors.joining("\n"));
    }

    /**
     * A topic that was just made is unknown to its broker or has no leader for a moment, in which an idempotent producer can lose
     * its sequence.
     */
    private static void awaitLeaders(Admin admin, List<NewTopic> topics)
            throws InterruptedException, ExecutionException {
        Map<TopicPartition, OffsetSpec> ends = new HashMap<>();
        topics.forEach(topic -> ends.put(new TopicPartition(topic.name(), 0), OffsetSpec.latest()));
        for (int attempt = 1; ; attempt++) {
            try {
                admin.listOffsets(ends).all().get();
                return;
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof RetriableException) || attempt == LEADER_ATTEMPTS) {
                    throw e;
                }
                Thread.sleep(LEADER_PAUSE);
            }
        }
    }
}
