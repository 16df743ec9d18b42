package dev.attune.registry.service.card;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import jakarta.enterprise.context.ApplicationScoped;

import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

import dev.attune.contracts.bus.Bus;
import dev.attune.contracts.bus.EventReader;
import dev.attune.contracts.bus.InvalidEventException;
import dev.attune.contracts.error.AttuneException;
import dev.attune.contracts.error.ErrorCategory;
import dev.attune.contracts.event.FeedbackEvent;
import dev.attune.contracts.event.FeedbackEvent.LiveFeedbackGiven;
import dev.attune.contracts.event.FeedbackEvent.RankingGiven;
import dev.attune.contracts.event.FeedbackEvent.RankingRevised;
import dev.attune.contracts.event.FeedbackEvent.RatingGiven;
import dev.attune.contracts.event.FeedbackEvent.RatingRevised;
import dev.attune.contracts.event.FeedbackEvent.RatingWithdrawn;
import dev.attune.contracts.event.Rating;
import dev.attune.contracts.event.Topics;
import dev.attune.contracts.event.part.Verdict;
import dev.attune.judgement.agreement.Intervals;
import dev.attune.judgement.agreement.Krippendorff;
import dev.attune.judgement.agreement.Metric;
import dev.attune.judgement.agreement.Ratings;
import dev.attune.judgement.finding.Finding;
import dev.attune.judgement.finding.Interval;
import dev.attune.judgement.finding.Undefined;
import dev.attune.registry.card.RaterSummary;

/**
 * How many people gave the ratings of some items, and how far they agree, from {@code attune.feedback}, where each is under a pseudonym.
 * The topic is read from its beginning; nothing of it is kept but counts.
 */
@ApplicationScoped
class RatersOnBus {

    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** First better, second better, tie, both bad. */
    private static final int CATEGORIES = 4;

    private static final int NO_VERDICT = Ratings.MISSING;

    /** The same interval each time that somebody looks. */
    private static final long SEED = 1;

    private final String bootstrapServers;

    RatersOnBus(@ConfigProperty(name = "kafka.bootstrap.servers") String bootstrapServers) {
        this.bootstrapServers = bootstrapServers;
    }

    /** A rating as far as it is counted. */
    private record Vote(String annotator, int category, String source, Instant at) {}

    /**
     * Those of the items, as they stood at a time.
     *
     * @throws AttuneException {@code bus-away}
     */
    RaterSummary of(Set<String> items, Instant until) {
        Map<String, Map<String, Vote>> votes = new HashMap<>();
        Map<String, Object> settings = new HashMap<>(Bus.consumer(bootstrapServers, "unused"));
        settings.remove(ConsumerConfig.GROUP_ID_CONFIG);
        settings.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) PATIENCE.toMillis());
        try (KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(settings)) {
            List<TopicPartition> partitions = consumer.partitionsFor(Topics.FEEDBACK).stream()
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            read(consumer, consumer.endOffsets(partitions), record -> {
                if (record.timestamp() <= until.toEpochMilli() && items.contains(String.valueOf(record.key()))) {
                    apply(record, votes);
                }
            });
        } catch (KafkaException e) {
            throw away();
        }
        votes.values().removeIf(Map::isEmpty);
        return summary(votes);
    }

    private static void read(
            KafkaConsumer<String, byte[]> consumer,
            Map<TopicPartition, Long> ends,
            java.util.function.Consumer<ConsumerRecord<String, byte[]>> take) {
        long moved = System.nanoTime();
        while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            ConsumerRecords<String, byte[]> records = consumer.poll(POLL);
            records.forEach(take);
            if (!records.isEmpty()) {
                moved = System.nanoTime();
            } else if (System.nanoTime() - moved > PATIENCE.toNanos()) {
                throw away();
            }
        }
    }

    private static void apply(ConsumerRecord<String, byte[]> record, Map<String, Map<String, Vote>> votes) {
        if (record.value() == null) {
            return;
        }
        Map<String, Vote> item = votes.computeIfAbsent(record.key(), _ -> new HashMap<>());
        try {
            switch ((FeedbackEvent) EventReader.read(record).event()) {
                case RatingGiven given -> put(item, given.rating());
                case RatingRevised revised -> put(item, revised.rating());
                case RankingGiven given -> item.put(given.ranking().ratingId(), vote(given.ranking()));
                case RankingRevised revised -> item.put(revised.ranking().ratingId(), vote(revised.ranking()));
                case RatingWithdrawn withdrawn -> item.remove(withdrawn.ratingId());
                case LiveFeedbackGiven _ -> {
                    // Who answers a served answer compares nothing.
                }
            }
        } catch (InvalidEventException e) {
            // What nobody can read settled nothing.
            return;
        }
    }

    /** Who skips an item says nothing of it. */
    private static void put(Map<String, Vote> item, Rating rating) {
        if (rating.verdict() == Verdict.SKIP) {
            item.remove(rating.ratingId());
        } else {
            item.put(
                    rating.ratingId(),
                    new Vote(rating.annotator(), category(rating), rating.source(), rating.ratedAt()));
        }
    }

    private static Vote vote(FeedbackEvent.Ranking ranking) {
        return new Vote(ranking.annotator(), NO_VERDICT, ranking.source(), ranking.ratedAt());
    }

    /** The sides were drawn for each rating anew: the answers are told apart by their ids. */
    private static int category(Rating rating) {
        boolean straight = rating.left().candidateId().compareTo(rating.right().candidateId()) <= 0;
        return switch (rating.verdict()) {
            case LEFT -> straight ? 0 : 1;
            case RIGHT -> straight ? 1 : 0;
            case TIE -> 2;
            case BOTH_BAD -> 3;
            case SKIP, RANKED, WRITTEN -> NO_VERDICT;
        };
    }

    private static RaterSummary summary(Map<String, Map<String, Vote>> votes) {
        Set<String> raters = new HashSet<>();
        Map<String, Long> sources = new HashMap<>();
        long ratings = 0;
        Instant first = null;
        Instant last = null;
        for (Map<String, Vote> item : votes.values()) {
            for (Vote vote : item.values()) {
                ratings++;
                raters.add(vote.annotator());
                sources.merge(vote.source(), 1L, Long::sum);
                first = first == null || vote.at().isBefore(first) ? vote.at() : first;
                last = last == null || vote.at().isAfter(last) ? vote.at() : last;
            }
        }
        int[][] rows = rows(votes);
        Krippendorff alpha = new Krippendorff(Metric.NOMINAL);
        Ratings compared = Ratings.of(CATEGORIES, rows);
        Finding<Double> value = alpha.of(compared);
        Finding<Interval> interval = Intervals.usual(compared, alpha, SEED);
        return new RaterSummary(
                ratings,
                raters.size(),
                rows.length,
                sources,
                first,
                last,
                value.value().orElse(null),
                interval.value().map(Interval::low).orElse(null),
                interval.value().map(Interval::high).orElse(null),
                undefined(value));
    }

    private static @Nullable String undefined(Finding<Double> value) {
        return value.reason().map(Undefined::sentence).orElse(null);
    }

    /** For each item that several compared, what they said, in the order of the items' ids. */
    private static int[][] rows(Map<String, Map<String, Vote>> votes) {
        return votes.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(item -> item.getValue().values().stream()
                        .mapToInt(Vote::category)
                        .filter(category -> category != NO_VERDICT)
                        .sorted()
                        .toArray())
                .filter(row -> row.length > 1)
                .toArray(int[][]::new);
    }

    private static AttuneException away() {
        return ErrorCategory.RETRIABLE.error("bus-away", "The bus does not answer at the moment; try again soon.");
    }
}
