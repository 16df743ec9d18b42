package dev.attune.worker.run;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

import org.apache.kafka.common.TopicPartition;

import dev.attune.contracts.bus.ReceivedEvent;
import dev.attune.contracts.event.Topics;
import dev.attune.worker.bus.FrozenRun;

/** The record that asked for a run: consumed when the run is published or has failed. */
public record Trigger(TopicPartition partition, long offset) {

    private static final String TOPIC = "triggerTopic";
    private static final String PARTITION = "triggerPartition";
    private static final String OFFSET = "triggerOffset";

    // What reward-model wrote of its jobs before it shared this class; a run that was frozen then is still read.
    private static final String JOB_PARTITION = "jobPartition";
    private static final String JOB_OFFSET = "jobOffset";

    public static Trigger of(ReceivedEvent received) {
        return new Trigger(new TopicPartition(received.topic(), received.partition()), received.offset());
    }

    /** The trigger of a frozen run; empty where nobody asked for it, or where its details name no place. */
    public static Optional<Trigger> of(FrozenRun run) {
        Map<String, String> details = run.details();
        String topic = details.getOrDefault(TOPIC, Topics.JOBS);
        String partition = details.getOrDefault(PARTITION, details.getOrDefault(JOB_PARTITION, ""));
        String offset = details.getOrDefault(OFFSET, details.getOrDefault(JOB_OFFSET, ""));
        return partition.matches("\\d{1,9}") && offset.matches("\\d{1,18}")
                ? Optional.of(
                        new Trigger(new TopicPartition(topic, Integer.parseInt(partition)), Long.parseLong(offset)))
                : Optional.empty();
    }

    /** What names the trigger among a frozen run's details. */
    Map<String, String> details() {
        Map<String, String> details = new HashMap<>();
        writeTo(details);
        return details;
    }

    /** Writes the trigger into a frozen run's details. */
    public void writeTo(Map<String, String> details) {
        details.put(TOPIC, partition.topic());
        details.put(PARTITION, String.valueOf(partition.partition()));
        details.put(OFFSET, String.valueOf(offset));
    }

    /** What a run that consumes nothing but its trigger commits; nothing where it has none. */
    public static Map<TopicPartition, Long> consumed(FrozenRun run) {
        Map<TopicPartition, Long> consumed = new HashMap<>();
        of(run).ifPresent(trigger -> consumed.put(trigger.partition(), trigger.offset() + 1));
        return consumed;
    }
}
