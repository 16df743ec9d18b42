package dev.attune.worker.run;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import dev.attune.contracts.bus.Bus;
import dev.attune.contracts.bus.EventReader;
import dev.attune.contracts.bus.InvalidEventException;
import dev.attune.contracts.event.JobEvent;
import dev.attune.contracts.event.Topics;

/**
 * What people want of runs that were begun: {@code attune.jobs} read by a consumer of its own, so that a worker can look while
 * it trains. Not safe for use by several threads.
 */
public final class RunControls implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(RunControls.class);
    private static final Duration POLL = Duration.ofMillis(100);

    private final Consumer<String, byte[]> consumer;
    private final List<TopicPartition> partitions;
    private final Map<String, Wish> wishes = new HashMap<>();

    /** What is wanted of a run. */
    public sealed interface Wish {

        /** Nothing, or that it goes on. */
        record GoOn() implements Wish {}

        /** That it waits. */
        record Pause() implements Wish {}

        /** That it ends, and why if that was said. */
        record Cancel(Optional<String> reason) implements Wish {}
    }

    public RunControls(String bootstrapServers) {
        Map<String, Object> settings = new HashMap<>(Bus.consumer(bootstrapServers, "unused"));
        settings.remove(ConsumerConfig.GROUP_ID_CONFIG);
        consumer = new KafkaConsumer<>(settings);
        partitions = consumer.partitionsFor(Topics.JOBS).stream()
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
    }

    /** Reads all that is on the topic now. */
    public void catchUp() {
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            consumer.poll(POLL).forEach(this::read);
        }
    }

    /**
     * What is wanted of a run; reads what has come, and never waits for a bus that is away. Asked often, it is
     * {@code patience} zero.
     */
    public Wish of(String runId, Duration patience) {
        consumer.poll(patience).forEach(this::read);
        return wishes.getOrDefault(runId, new Wish.GoOn());
    }

    @Override
    public void close() {
        consumer.close();
    }

    private void read(ConsumerRecord<String, byte[]> record) {
        if (record.value() == null) {
            return;
        }
        try {
            if (EventReader.read(record).event() instanceof JobEvent job) {
                apply(job);
            }
        } catch (InvalidEventException e) {
            // The worker's follower puts it on the dead-letter topic.
            LOG.debug("Left out {}-{}@{}: {}", record.topic(), record.partition(), record.offset(), e.getMessage());
        }
    }

    private void apply(JobEvent job) {
        switch (job) {
            case JobEvent.PauseRequested pause -> wish(pause.runId(), new Wish.Pause());
            case JobEvent.ResumeRequested resume -> wish(resume.runId(), new Wish.GoOn());
            case JobEvent.CancelRequested cancel ->
                wish(cancel.runId(), new Wish.Cancel(Optional.ofNullable(cancel.reason())));
            case JobEvent.RewardModelRequested _,
                    JobEvent.PolicyRequested _,
                    JobEvent.SupervisedTuningRequested _,
                    JobEvent.RecipeRequested _,
                    JobEvent.EvaluationRequested _,
                    JobEvent.GatesRequested _,
                    JobEvent.ArenaRequested _ -> {
                // What is to be done; not how a run goes on.
            }
        }
    }

    /** A run that was cancelled stays so. */
    private void wish(String runId, Wish wish) {
        wishes.merge(runId, wish, (before, now) -> before instanceof Wish.Cancel ? before : now);
    }
}
