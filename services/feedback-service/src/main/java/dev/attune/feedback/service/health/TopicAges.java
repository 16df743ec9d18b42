package dev.attune.feedback.service.health;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

import dev.attune.contracts.bus.Bus;
import dev.attune.contracts.event.Topics;
import dev.attune.feedback.Fault;
import dev.attune.feedback.FeedbackException;
import dev.attune.feedback.health.TopicAge;

/** Asks the bus when the newest record of each topic was written. */
@ApplicationScoped
public class TopicAges {

    private static final Logger LOG = Logger.getLogger(TopicAges.class);
    private static final int PATIENCE_MS = 3_000;

    private final String bootstrapServers;

    TopicAges(@ConfigProperty(name = "kafka.bootstrap.servers") String bootstrapServers) {
        this.bootstrapServers = bootstrapServers;
    }

    /**
     * Every topic of the ring.
     *
     * @throws FeedbackException {@link Fault#BUS_AWAY}
     */
    public List<TopicAge> all() {
        try (Admin admin = Bus.admin(bootstrapServers)) {
            return ages(admin);
        } catch (ExecutionException e) {
            throw away(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw away(e);
        }
    }

    private static FeedbackException away(Exception cause) {
        LOG.debugf(cause, "The bus does not say how fresh its topics are");
        return Fault.BUS_AWAY.because("The bus does not answer at the moment; try again soon.");
    }

    private static List<TopicAge> ages(Admin admin) throws InterruptedException, ExecutionException {
        List<String> names = Topics.ALL.stream().map(Topics.Topic::name).toList();
        Map<String, KafkaFuture<TopicDescription>> described = admin.describeTopics(
                        names, new DescribeTopicsOptions().timeoutMs(PATIENCE_MS))
                .topicNameValues();
        List<TopicPartition> partitions = new ArrayList<>();
        for (Map.Entry<String, KafkaFuture<TopicDescription>> topic : described.entrySet()) {
            present(topic.getValue())
                    .ifPresent(found -> found.partitions()
                            .forEach(part -> partitions.add(new TopicPartition(topic.getKey(), part.partition()))));
        }
        Map<String, Long> newest = newest(admin, partitions);
        return names.stream()
                .map(name -> new TopicAge(
                        name,
                        Optional.ofNullable(newest.get(name))
                                .filter(at -> at >= 0)
                                .map(Instant::ofEpochMilli)
                                .orElse(null)))
                .toList();
    }

    private static Optional<TopicDescription> present(KafkaFuture<TopicDescription> topic)
            throws InterruptedException, ExecutionException {
        try {
            return Optional.of(topic.get());
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /** By topic; below 0 where it has no record. */
    private static Map<String, Long> newest(Admin admin, List<TopicPartition> partitions)
            throws InterruptedException, ExecutionException {
        Map<TopicPartition, OffsetSpec> asked =
                partitions.stream().collect(Collectors.toMap(part -> part, _ -> OffsetSpec.maxTimestamp()));
        Map<TopicPartition, ListOffsetsResult.ListOffsetsResultInfo> found = admin.listOffsets(
                        asked, new ListOffsetsOptions().timeoutMs(PATIENCE_MS))
                .all()
                .get();
        return found.entrySet().stream()
                .collect(Collectors.toMap(
                        part -> part.getKey().topic(), part -> part.getValue().timestamp(), Math::max));
    }
}
