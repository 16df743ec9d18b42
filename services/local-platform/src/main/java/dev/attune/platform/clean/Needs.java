package dev.attune.platform.clean;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

import dev.attune.contracts.bus.Bus;
import dev.attune.contracts.bus.EventReader;
import dev.attune.contracts.bus.InvalidEventException;
import dev.attune.contracts.error.ErrorCategory;
import dev.attune.contracts.event.CheckpointEvent.CheckpointPublished;
import dev.attune.contracts.event.Event;
import dev.attune.contracts.event.JobEvent;
import dev.attune.contracts.event.RunEvent;
import dev.attune.contracts.event.RunEvent.RunFailed;
import dev.attune.contracts.event.RunEvent.RunFinished;
import dev.attune.contracts.event.Topics;

/**
 * What the bus says is needed.
 *
 * @param hashes every SHA-256 that any record names, whatever for: an artifact of this hash stays
 * @param runs each run that was heard of, and what became of it
 */
public record Needs(Set<String> hashes, Map<String, State> runs) {

    private static final List<String> TOPICS = List.of(
            Topics.CHECKPOINTS, Topics.JOBS, Topics.RUNS, Topics.EVALUATIONS, Topics.PROMOTIONS, Topics.APPROVALS);
    private static final Pattern HASH = Pattern.compile("(?<![0-9a-f])[0-9a-f]{64}(?![0-9a-f])");
    private static final Duration POLL = Duration.ofMillis(200);
    private static final int SMALL_FILE_BYTES = 8 << 20;

    public Needs {
        hashes = Set.copyOf(hashes);
        runs = Map.copyOf(runs);
    }

    /** What became of a run. */
    public enum State {
        /** Wanted, under way or paused. */
        ALIVE,
        /** A checkpoint or an evaluation came of it. */
        FINISHED,
        /** It ended without. */
        FAILED
    }

    /**
     * Reads the topics.
     *
     * @throws dev.attune.contracts.error.AttuneException {@code bus-empty} when they hold no checkpoint: then everything would
     *     look like a leftover
     */
    public static Needs read(String bootstrapServers) {
        Set<String> hashes = new HashSet<>();
        Map<String, State> runs = new HashMap<>();
        Set<String> checkpoints = new HashSet<>();
        for (String topic : TOPICS) {
            forEach(bootstrapServers, topic, record -> {
                addHashes(new String(record.value(), StandardCharsets.UTF_8), hashes);
                addRun(record, runs, checkpoints);
            });
        }
        if (checkpoints.isEmpty()) {
            throw ErrorCategory.CALLER.error(
                    "bus-empty",
                    "The topic " + Topics.CHECKPOINTS
                            + " holds no checkpoint, so that everything would look like a leftover;"
                            + " nothing is removed.");
        }
        return new Needs(hashes, runs);
    }

    /** These and what the small files of runs that are alive name: their plans. */
    Needs withPlansOf(Path runFolders) throws IOException {
        Set<String> all = new HashSet<>(hashes);
        for (Map.Entry<String, State> run : runs.entrySet()) {
            Path folder = runFolders.resolve(run.getKey());
            if (run.getValue() != State.ALIVE || !Files.isDirectory(folder)) {
                continue;
            }
            try (Stream<Path> files = Files.walk(folder, 3)) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    if (Files.size(file) <= SMALL_FILE_BYTES) {
                        addHashes(Files.readString(file, StandardCharsets.ISO_8859_1), all);
                    }
                }
            }
        }
        return new Needs(all, runs);
    }

    private static void addHashes(String text, Set<String> hashes) {
        Matcher matcher = HASH.matcher(text);
        while (matcher.find()) {
            hashes.add(matcher.group());
        }
    }

    private static void addRun(
            ConsumerRecord<String, byte[]> record, Map<String, State> runs, Set<String> checkpoints) {
        Event event;
        try {
            event = EventReader.read(record).event();
        } catch (InvalidEventException e) {
            return; // Its hashes count all the same.
        }
        switch (event) {
            case CheckpointPublished checkpoint -> checkpoints.add(checkpoint.checkpointId());
            case RunFinished finished -> runs.put(finished.runId(), State.FINISHED);
            case RunFailed failed -> runs.put(failed.runId(), State.FAILED);
            case RunEvent run -> runs.put(run.runId(), State.ALIVE);
            case JobEvent job -> runs.putIfAbsent(job.runId(), State.ALIVE);
            default -> {}
        }
    }

    private static void forEach(String bootstrapServers, String topic, Consumer<ConsumerRecord<String, byte[]>> take) {
        TopicPartition partition = new TopicPartition(topic, 0);
        try (KafkaConsumer<String, byte[]> consumer =
                new KafkaConsumer<>(Bus.consumer(bootstrapServers, "attune-local-platform"))) {
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            long end = consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
            while (consumer.position(partition) < end) {
                for (ConsumerRecord<String, byte[]> record : consumer.poll(POLL)) {
                    if (record.value() != null) {
                        take.accept(record);
                    }
                }
            }
        }
    }
}
