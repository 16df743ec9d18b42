package dev.attune.cli.kill;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

import dev.attune.contracts.bus.Bus;
import dev.attune.contracts.bus.EventReader;
import dev.attune.contracts.bus.ReceivedEvent;
import dev.attune.contracts.event.FeedbackEvent.RatingGiven;
import dev.attune.contracts.event.Topics;

/** The ratings of a project on {@code attune.feedback}, counted by event id and by rating id. */
final class BusCount {

    private final String projectId;
    private final Set<String> eventIds = new HashSet<>();
    private final Map<String, Set<String>> eventsOfRating = new HashMap<>();
    private int repeated;

    private BusCount(String projectId) {
        this.projectId = projectId;
    }

    /** Reads the topic from its beginning, until there are as many events as are wanted and then to its end, or until the patience is over. */
    static BusCount of(String bootstrapServers, String projectId, int wanted, Duration patience) {
        BusCount count = new BusCount(projectId);
        TopicPartition partition = new TopicPartition(Topics.FEEDBACK, 0);
        long deadline = System.nanoTime() + patience.toNanos();
        try (KafkaConsumer<String, byte[]> consumer =
                new KafkaConsumer<>(Bus.consumer(bootstrapServers, "bench-feedback"))) {
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            while (System.nanoTime() < deadline
                    && (count.eventIds.size() < wanted
                            || consumer.position(partition)
                                    < consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L))) {
                for (ConsumerRecord<String, byte[]> record : consumer.poll(Duration.ofMillis(200))) {
                    count.add(EventReader.read(record));
                }
            }
        }
        return count;
    }

    private void add(ReceivedEvent received) {
        if (received.event() instanceof RatingGiven given
                && given.rating().projectId().equals(projectId)) {
            if (!eventIds.add(received.id())) {
                repeated++;
            }
            eventsOfRating
                    .computeIfAbsent(given.rating().ratingId(), _ -> new HashSet<>())
                    .add(received.id());
        }
    }

    int events() {
        return eventIds.size();
    }

    int repeated() {
        return repeated;
    }

    Set<String> ratings() {
        return Set.copyOf(eventsOfRating.keySet());
    }

    /** Ratings that several events of different ids tell: a consumer would count them several times. */
    long toldTwice() {
        return eventsOfRating.values().stream().filter(ids -> ids.size() > 1).count();
    }
}
