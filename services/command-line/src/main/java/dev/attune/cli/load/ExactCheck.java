package dev.attune.cli.load;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

import dev.attune.contracts.bus.Bus;
import dev.attune.contracts.bus.EventReader;
import dev.attune.contracts.bus.ReceivedEvent;
import dev.attune.contracts.event.FeedbackEvent.RatingGiven;
import dev.attune.contracts.event.FeedbackEvent.RatingWithdrawn;
import dev.attune.contracts.event.Topics;

/** Looks from outside whether a project's ratings are what raters were told: in the database and on the bus. */
final class ExactCheck {

    private static final Duration POLL = Duration.ofMillis(200);

    private final String projectId;
    private final Set<String> counting = new HashSet<>();
    private final Set<String> withdrawn = new HashSet<>();
    private final Map<String, Set<String>> given = new HashMap<>();
    private final Map<String, Set<String>> retracted = new HashMap<>();
    private long over;
    private long under;

    private ExactCheck(String projectId) {
        this.projectId = projectId;
    }

    /** Reads the database, then the topic to its end. */
    static ExactCheck of(Connection database, String kafka, String projectId) throws SQLException {
        ExactCheck check = new ExactCheck(projectId);
        check.readDatabase(database);
        check.readTopic(kafka);
        return check;
    }

    private void readDatabase(Connection database) throws SQLException {
        try (PreparedStatement asked = database.prepareStatement(
                "SELECT id, withdrawn_at IS NULL FROM feedback.rating WHERE project_id = ? AND verdict <> 'SKIP'")) {
            asked.setObject(1, UUID.fromString(projectId));
            try (ResultSet found = asked.executeQuery()) {
                while (found.next()) {
                    (found.getBoolean(2) ? counting : withdrawn).add(found.getString(1));
                }
            }
        }
        try (PreparedStatement asked = database.prepareStatement("""
                SELECT count(*) FILTER (WHERE greatest(accepted, votes) > ratings_per_item),
                       count(*) FILTER (WHERE least(accepted, votes) < ratings_per_item)
                FROM (SELECT i.accepted, i.ratings_per_item,
                             (SELECT count(*) FROM feedback.rating r
                              WHERE r.item_id = i.id AND r.withdrawn_at IS NULL AND r.verdict <> 'SKIP') AS votes
                      FROM feedback.item i WHERE i.project_id = ?) counted
                """)) {
            asked.setObject(1, UUID.fromString(projectId));
            try (ResultSet found = asked.executeQuery()) {
                found.next();
                over = found.getLong(1);
                under = found.getLong(2);
            }
        }
    }

    private void readTopic(String kafka) {
        TopicPartition partition = new TopicPartition(Topics.FEEDBACK, 0);
        try (KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(Bus.consumer(kafka, "bench-feedback"))) {
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            long end = consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
            while (consumer.position(partition) < end) {
                for (ConsumerRecord<String, byte[]> record : consumer.poll(POLL)) {
                    note(EventReader.read(record));
                }
            }
        }
    }

    private void note(ReceivedEvent received) {
        if (received.event() instanceof RatingGiven event
                && event.rating().projectId().equals(projectId)) {
            given.computeIfAbsent(event.rating().ratingId(), _ -> new HashSet<>())
                    .add(received.id());
        } else if (received.event() instanceof RatingWithdrawn event) {
            retracted.computeIfAbsent(event.ratingId(), _ -> new HashSet<>()).add(received.id());
        }
    }

    long over() {
        return over;
    }

    long under() {
        return under;
    }

    /** Of what was acknowledged, how much is not as it was said. */
    long lost(ExactJournal.Acknowledged told) {
        return told.rated().stream()
                .filter(rating -> told.takenBack().contains(rating)
                        ? !withdrawn.contains(rating) || !given.containsKey(rating) || !retracted.containsKey(rating)
                        : !counting.contains(rating) || !given.containsKey(rating) || retracted.containsKey(rating))
                .count();
    }

    /** Ratings that are told twice, and those in the database or on the topic of which nobody was told. */
    long twice(ExactJournal.Acknowledged told) {
        Set<String> known = new HashSet<>(counting);
        known.addAll(withdrawn);
        known.addAll(given.keySet());
        return known.stream()
                .filter(rating -> !told.rated().contains(rating)
                        || given.getOrDefault(rating, Set.of()).size() > 1
                        || retracted.getOrDefault(rating, Set.of()).size() > 1)
                .count();
    }
}
