package dev.attune.policy.job;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

import org.apache.kafka.common.TopicPartition;

import dev.attune.contracts.bus.ReceivedEvent;
import dev.attune.contracts.event.Topics;
import dev.attune.worker.bus.EventPublisher;
import dev.attune.worker.bus.TopicFollower;
import dev.attune.worker.bus.TransactionalPublisher;
import dev.attune.worker.bus.WorkerGroup;
import dev.attune.worker.run.RunControls;

/**
 * A step's place on the bus: what it follows, the group in which it freezes its runs, and how it publishes them.
 *
 * @param publisher of results, with what they consumed
 * @param progress of what is said meanwhile
 * @param follower of the step's topics; jobs are remembered by their offsets
 * @param memory the group on {@code attune.checkpoints}, the ledger of the step's runs
 * @param controls what people want of the step's runs
 */
record StepBus(
        TransactionalPublisher publisher,
        EventPublisher progress,
        TopicFollower follower,
        WorkerGroup memory,
        RunControls controls,
        RunPublisher runs)
        implements AutoCloseable {

    private static final TopicPartition LEDGER = new TopicPartition(Topics.CHECKPOINTS, 0);

    static StepBus open(String bootstrapServers, String group, List<String> topics) {
        TransactionalPublisher publisher =
                new TransactionalPublisher(bootstrapServers, group, group, PolicyTrainerWorker.SOURCE);
        EventPublisher progress = new EventPublisher(bootstrapServers, PolicyTrainerWorker.SOURCE);
        TopicFollower follower =
                new TopicFollower(bootstrapServers, group, topics, topic -> topic.equals(Topics.JOBS), publisher);
        RunControls controls = new RunControls(bootstrapServers);
        return new StepBus(
                publisher,
                progress,
                follower,
                follower.group(Topics.CHECKPOINTS),
                controls,
                new RunPublisher(publisher, progress, controls));
    }

    /**
     * Reads what came; once all that is on the bus was read and no failed run is given time, {@code work} may make a run.
     *
     * @return whether all that is on the bus was read
     */
    boolean tick(Duration timeout, Consumer<ReceivedEvent> apply, Runnable work) {
        follower.poll(timeout).forEach(apply);
        if (!follower.caughtUp()) {
            return false;
        }
        if (!runs.isPausing()) {
            work.run();
        }
        return true;
    }

    /** The trigger, and always the ledger: committing it ends the frozen run. */
    Map<TopicPartition, Long> consumed(Trigger trigger) {
        Map<TopicPartition, Long> consumed = new HashMap<>();
        consumed.put(LEDGER, memory.consumedUntil(LEDGER));
        consumed.put(trigger.partition(), trigger.offset() + 1);
        return consumed;
    }

    @Override
    public void close() {
        controls.close();
        follower.close();
        progress.close();
        publisher.close();
    }
}
