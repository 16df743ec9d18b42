package dev.attune.policy.job;

import java.util.Map;

import org.apache.kafka.common.TopicPartition;

/** The record that started a run: consumed when the run is published or has failed. */
record Trigger(TopicPartition partition, long offset) {

    private static final String TOPIC = "triggerTopic";
    private static final String PARTITION = "triggerPartition";
    private static final String OFFSET = "triggerOffset";

    /** Writes the trigger into a frozen run's details. */
    void writeTo(Map<String, String> details) {
        details.put(TOPIC, partition.topic());
        details.put(PARTITION, String.valueOf(partition.partition()));
        details.put(OFFSET, String.valueOf(offset));
    }

    static Trigger of(Map<String, String> details) {
        return new Trigger(
                new TopicPartition(
                        details.getOrDefault(TOPIC, ""), Integer.parseInt(details.getOrDefault(PARTITION, "0"))),
                Long.parseLong(details.getOrDefault(OFFSET, "0")));
    }
}
