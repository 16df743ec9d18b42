package dev.attune.worker.bus;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import com.fasterxml.jackson.core.JsonProcessingException;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import dev.attune.contracts.error.Require;
import dev.attune.contracts.event.Event;
import dev.attune.contracts.json.Json;

/**
 * A worker's memory in its consumer group: how far its finished runs have consumed each topic, and the run that it is
 * making.
 *
 * <p>The worker assigns its partitions itself, so a training that takes hours cannot make it leave the group; the group
 * only stores offsets. The frozen run travels as the commit metadata of the first partition of the topic whose events
 * start runs; where its plan is too large for that, the plan stands in a file and its hash in the metadata. A commit of that partition in {@link TransactionalPublisher} carries no metadata, so publishing a run's
 * result also ends the frozen run, in the same transaction.
 */
public final class WorkerGroup {

    private static final Logger LOG = LoggerFactory.getLogger(WorkerGroup.class);
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    /** Brokers take 4,096 bytes beside an offset; room is left for what is counted later. */
    private static final int LARGEST_METADATA = 3_500;

    private final Consumer<String, byte[]> consumer;
    private final TopicPartition ledger;
    private final RunLedger runs;
    private final PlanFiles plans;
    private final GroupOffsets offsets;

    /**
     * The memory of a consumer's group.
     *
     * @param triggerTopic the topic whose committed offset says what finished runs have consumed
     * @param runs what is known of runs without the group's offsets
     * @param plans the group's own folder for plans that are too large for a commit
     */
    public WorkerGroup(Consumer<String, byte[]> consumer, String triggerTopic, RunLedger runs, Path plans) {
        this.consumer = consumer;
        this.ledger = new TopicPartition(triggerTopic, 0);
        this.runs = runs;
        this.plans = new PlanFiles(plans);
        this.offsets = new GroupOffsets(consumer, runs);
    }

    /**
     * Compares the group's offsets with the topics and with what its runs are known to have consumed, says loudly what was lost,
     * and puts it right.
     *
     * @return the offsets that were behind, as they are now
     */
    public Map<TopicPartition, Long> restore() {
        return offsets.restore();
    }

    /** Sentences on what is or was wrong with the group's offsets; none when all is well. */
    public List<String> troubles() {
        return offsets.troubles();
    }

    /** Whether the run has finished or failed, whatever the group's offsets say. */
    public boolean isOver(String runId) {
        return runs.isOver(runId);
    }

    /** Remembers what was published, and that it was consumed. */
    public void published(List<? extends Event> events, Map<TopicPartition, Long> consumed) {
        runs.published(events, consumed);
    }

    /** The offset from which {@code partition} is not consumed yet; 0 when nothing was ever committed. */
    public long consumedUntil(TopicPartition partition) {
        return consumedUntil(Set.of(partition)).getOrDefault(partition, 0L);
    }

    /** All partitions of a topic with the offsets from which they are not consumed yet. */
    public Map<TopicPartition, Long> consumedUntil(String topic) {
        return consumedUntil(consumer.partitionsFor(topic).stream()
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .collect(Collectors.toSet()));
    }

    private Map<TopicPartition, Long> consumedUntil(Set<TopicPartition> partitions) {
        Map<TopicPartition, Long> consumed = new HashMap<>();
        consumer.committed(partitions)
                .forEach((partition, offset) -> consumed.put(
                        partition, offsets.atLeastKnown(partition, offset == null ? -1 : offset.offset())));
        return consumed;
    }

    /** The offset of the partition that holds the frozen run, to be committed unchanged: that ends the run. */
    public Map<TopicPartition, Long> ledger() {
        Map<TopicPartition, Long> offsets = new HashMap<>();
        offsets.put(ledger, consumedUntil(ledger));
        return offsets;
    }

    /** Remembers the run before it begins; offsets stay where they are. */
    public void freeze(FrozenRun run) {
        commit(consumedUntil(ledger), run, PATIENCE);
    }

    /**
     * Remembers anew what is known of the frozen run. Not where it is frozen no longer: then another process has taken over, and
     * has ended it.
     *
     * @throws org.apache.kafka.common.errors.TimeoutException when the bus does not answer in time
     */
    public void refreeze(FrozenRun run, Duration patience) {
        OffsetAndMetadata known = consumer.committed(Set.of(ledger), patience).get(ledger);
        if (known != null && parse(known.metadata()).filter(run::isSameAs).isPresent()) {
            commit(known.offset(), run, patience);
        }
    }

    /** Remembers that the run's attempt was none. */
    public void giveBack(FrozenRun run) {
        refreeze(run.withAttempts(Math.max(0, run.attempts() - 1)), PATIENCE);
    }

    private void commit(long offset, FrozenRun run, Duration patience) {
        String whole = Json.text(run);
        String text = fits(whole) ? whole : Json.text(plans.keep(run));
        Require.that(fits(text), "the run's name is too long to be remembered");
        consumer.commitSync(Map.of(ledger, new OffsetAndMetadata(offset, text)), patience);
    }

    private static boolean fits(String metadata) {
        return metadata.getBytes(StandardCharsets.UTF_8).length <= LARGEST_METADATA;
    }

    /**
     * A frozen run with its plan, which stands in a file where it is large.
     *
     * @throws IllegalArgumentException with a sentence, when that file is gone or damaged
     */
    public FrozenRun whole(FrozenRun run) {
        return PlanFiles.isReference(run) ? plans.load(run) : run;
    }

    /** The run that was begun and neither published nor failed: a crash came between. See {@link #whole}. */
    public Optional<FrozenRun> frozen() {
        return committed(ledger).map(OffsetAndMetadata::metadata).flatMap(this::parse);
    }

    private Optional<FrozenRun> parse(String metadata) {
        if (metadata.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(Json.MAPPER.readValue(metadata, FrozenRun.class));
        } catch (JsonProcessingException e) {
            LOG.warn("The commit metadata of {} is no frozen run and is ignored: {}", ledger, Json.sentence(e));
            return Optional.empty();
        }
    }

    private Optional<OffsetAndMetadata> committed(TopicPartition partition) {
        return Optional.ofNullable(consumer.committed(Set.of(partition)).get(partition));
    }

    /** Whether a dead letter of this record has been written already, by the group that {@link TopicFollower} uses. */
    public static boolean isBefore(ConsumerRecord<String, byte[]> record, Map<TopicPartition, Long> offsets) {
        return record.offset() < offsets.getOrDefault(new TopicPartition(record.topic(), record.partition()), 0L);
    }
}
