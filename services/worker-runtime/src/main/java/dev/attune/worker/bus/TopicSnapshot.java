package dev.attune.worker.bus;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import dev.attune.contracts.artifact.Artifact;
import dev.attune.contracts.artifact.ArtifactStore;
import dev.attune.contracts.bus.Bus;
import dev.attune.contracts.bus.EventCodec;
import dev.attune.contracts.bus.EventReader;
import dev.attune.contracts.bus.EventTypes;
import dev.attune.contracts.bus.InvalidEventException;
import dev.attune.contracts.bus.ReceivedEvent;
import dev.attune.contracts.error.AttuneException;
import dev.attune.contracts.error.ErrorCategory;
import dev.attune.contracts.event.DemonstrationEvent.DemonstrationRetracted;
import dev.attune.contracts.event.Event;
import dev.attune.contracts.event.PreferenceEvent.PreferenceRetracted;
import dev.attune.contracts.event.part.Lineage.OffsetRange;
import dev.attune.contracts.json.Json;
import dev.attune.worker.folder.ArtifactFolder;

/**
 * The events of frozen offset ranges: what a run reads, and what can be read again to make the run again.
 *
 * <p>On a compacted topic a record that a later one of its key replaced may be gone by the second reading: what a run of such a
 * topic reads is kept as an artifact ({@link #keep}), and read from there.
 */
public final class TopicSnapshot {

    private static final Logger LOG = LoggerFactory.getLogger(TopicSnapshot.class);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final String FILE = "events.jsonl";
    private static final String EXCLUSIONS = "exclusions.txt";

    private TopicSnapshot() {}

    /** The ranges that cover {@code topic} from its beginning to {@code until}, sorted by partition. */
    public static List<OffsetRange> fromBeginning(Map<TopicPartition, Long> until) {
        return until.entrySet().stream()
                .map(end -> new OffsetRange(end.getKey().topic(), end.getKey().partition(), 0, end.getValue()))
                .sorted(Comparator.comparing(OffsetRange::topic).thenComparingInt(OffsetRange::partition))
                .toList();
    }

    /**
     * The readable events of the ranges, in the order of ranges and offsets; records that cannot be read are left out
     * (who follows the topic has put them on its dead-letter topic).
     *
     * @throws AttuneException {@code range-missing} when a topic ends before its range
     */
    public static List<ReceivedEvent> read(String bootstrapServers, List<OffsetRange> ranges) {
        Map<String, Object> settings = new HashMap<>(Bus.consumer(bootstrapServers, "unused"));
        settings.remove(ConsumerConfig.GROUP_ID_CONFIG);
        List<ReceivedEvent> events = new ArrayList<>();
        try (Consumer<String, byte[]> consumer = new KafkaConsumer<>(settings)) {
            ranges.forEach(range -> read(consumer, range, events));
        }
        return events;
    }

    /** A record of the file that {@link #keep} writes; {@code data} is the event's JSON. */
    private record Line(String topic, int partition, long offset, String id, String type, JsonNode data) {}

    /** Reads the ranges and keeps what they hold; the same events are the same artifact. */
    public static Artifact keep(String bootstrapServers, List<OffsetRange> ranges, ArtifactStore artifacts) {
        List<ReceivedEvent> events = read(bootstrapServers, ranges);
        return ArtifactFolder.publish(artifacts, folder -> write(events, folder.resolve(FILE)));
    }

    /**
     * Keeps what holds of the ranges of compacted topics: of each key the last record, and nothing that was taken back. What was replaced
     * or taken back, which people have a right to see gone, is not kept for ever because a run began before the topic forgot it.
     *
     * @param excluded artifact whose {@code exclusions.txt} lists ids of events that must not be in it
     * @throws AttuneException as {@link ArtifactStore#fetch}, for the exclusions
     */
    public static Artifact keepLatest(
            String bootstrapServers, List<OffsetRange> ranges, Optional<String> excluded, ArtifactStore artifacts) {
        Set<String> without =
                excluded.map(sha256 -> exclusions(sha256, artifacts)).orElse(Set.of());
        List<ReceivedEvent> latest = latest(read(bootstrapServers, ranges), without);
        return ArtifactFolder.publish(artifacts, folder -> write(latest, folder.resolve(FILE)));
    }

    /** In the order of the records; what comes later of the same topic and key replaces what came before. */
    static List<ReceivedEvent> latest(List<ReceivedEvent> events, Set<String> without) {
        Map<List<String>, ReceivedEvent> byKey = new LinkedHashMap<>();
        for (ReceivedEvent received : events) {
            List<String> key = List.of(received.topic(), received.event().key());
            byKey.remove(key);
            boolean takenBack = received.event() instanceof PreferenceRetracted
                    || received.event() instanceof DemonstrationRetracted;
            if (!takenBack) {
                byKey.put(key, received);
            }
        }
        return byKey.values().stream()
                .filter(received -> !without.contains(received.id()))
                .toList();
    }

    private static Set<String> exclusions(String sha256, ArtifactStore artifacts) {
        Path file = artifacts
                .fetch(new Artifact("attune:sha256/" + sha256, sha256, 0))
                .resolve(EXCLUSIONS);
        try {
            return Set.copyOf(Files.readAllLines(file));
        } catch (IOException e) {
            throw ErrorCategory.CALLER.error(
                    "exclusions-unreadable",
                    "What the run must not read cannot be read from " + file + ": " + e + "; name another artifact.",
                    e);
        }
    }

    /**
     * The events that {@link #keep} has kept.
     *
     * @throws AttuneException {@code snapshot-unreadable} when this version does not know what stands there
     */
    public static List<ReceivedEvent> readKept(Artifact snapshot, ArtifactStore artifacts) {
        Path file = artifacts.fetch(snapshot).resolve(FILE);
        List<ReceivedEvent> events = new ArrayList<>();
        try (BufferedReader lines = Files.newBufferedReader(file)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                events.add(received(Json.MAPPER.readValue(line, Line.class)));
            }
            return events;
        } catch (IOException | InvalidEventException e) {
            throw ErrorCategory.RESOURCES.error(
                    "snapshot-unreadable",
                    "What the run has read cannot be read again from " + file + ": " + e + ".",
                    e);
        }
    }

    private static void write(List<ReceivedEvent> events, Path file) {
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            for (ReceivedEvent received : events) {
                out.write(Json.text(new Line(
                        received.topic(),
                        received.partition(),
                        received.offset(),
                        received.id(),
                        EventTypes.nameOf(received.event().getClass()),
                        Json.MAPPER.valueToTree(received.event()))));
                out.write('\n');
            }
        } catch (IOException e) {
            throw new UncheckedIOException("What the run reads could not be kept in " + file, e);
        }
    }

    private static ReceivedEvent received(Line line) {
        Event event = EventTypes.byName(line.type())
                .map(type -> (Event) EventCodec.read(Json.text(line.data()).getBytes(StandardCharsets.UTF_8), type))
                .orElseThrow(() -> new InvalidEventException("Type " + line.type() + " is unknown.", null));
        return new ReceivedEvent(event, line.id(), line.topic(), line.partition(), line.offset());
    }

    private static void read(Consumer<String, byte[]> consumer, OffsetRange range, List<ReceivedEvent> events) {
        TopicPartition partition = new TopicPartition(range.topic(), range.partition());
        consumer.assign(List.of(partition));
        long end = consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
        if (end < range.until()) {
            throw ErrorCategory.RESOURCES.error(
                    "range-missing",
                    "The range of " + partition + " ends at " + range.until() + " but the topic ends at " + end
                            + "; its records were deleted or the bus is another one.");
        }
        consumer.seek(partition, range.from());
        // Transaction markers and compaction leave gaps, so the position decides, not a record's offset.
        while (consumer.position(partition) < range.until()) {
            for (ConsumerRecord<String, byte[]> record : consumer.poll(POLL)) {
                if (record.offset() < range.until() && record.value() != null) {
                    readOne(record, events);
                }
            }
        }
    }

    private static void readOne(ConsumerRecord<String, byte[]> record, List<ReceivedEvent> events) {
        try {
            events.add(EventReader.read(record));
        } catch (InvalidEventException e) {
            // Already on the dead-letter topic: the follower that froze the range has seen it.
            LOG.debug("Left out {}-{}@{}: {}", record.topic(), record.partition(), record.offset(), e.getMessage());
        }
    }
}
