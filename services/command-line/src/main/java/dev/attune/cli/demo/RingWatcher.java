package dev.attune.cli.demo;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

import dev.attune.contracts.bus.Bus;
import dev.attune.contracts.bus.EventReader;
import dev.attune.contracts.event.CheckpointEvent.CheckpointPublished;
import dev.attune.contracts.event.CheckpointEvent.Kind;
import dev.attune.contracts.event.EvaluationEvent.WinRateMeasured;
import dev.attune.contracts.event.Event;
import dev.attune.contracts.event.FeedbackEvent.RatingGiven;
import dev.attune.contracts.event.PromotionEvent.Promoted;
import dev.attune.contracts.event.RunEvent.RunFailed;
import dev.attune.contracts.event.RunEvent.RunProgressed;
import dev.attune.contracts.event.RunEvent.RunStarted;
import dev.attune.contracts.event.Topics;

/** Everything that was said on the bus since the ring began, as one who only listens sees it. */
final class RingWatcher implements AutoCloseable {

    private static final List<String> WATCHED = List.of(
            Topics.COMPLETIONS,
            Topics.FEEDBACK,
            Topics.CHECKPOINTS,
            Topics.RUNS,
            Topics.EVALUATIONS,
            Topics.PROMOTIONS);

    private final KafkaConsumer<String, byte[]> consumer;
    private final Set<String> ratings = new LinkedHashSet<>();
    private final Map<String, CheckpointPublished> checkpoints = new LinkedHashMap<>();
    private final List<Event> runs = new ArrayList<>();
    private final List<WinRateMeasured> evaluations = new ArrayList<>();
    private final List<Promoted> promotions = new ArrayList<>();
    private int completions;

    RingWatcher(String bootstrapServers) {
        consumer = new KafkaConsumer<>(Bus.consumer(bootstrapServers, "demo-watcher"));
        consumer.assign(
                WATCHED.stream().map(topic -> new TopicPartition(topic, 0)).toList());
        consumer.seekToBeginning(consumer.assignment());
    }

    /** Listens for up to {@code patience}. */
    void listen(Duration patience) {
        for (ConsumerRecord<String, byte[]> record : consumer.poll(patience)) {
            remember(EventReader.read(record).event());
        }
    }

    private void remember(Event event) {
        switch (event) {
            case RatingGiven given -> ratings.add(given.rating().ratingId());
            case CheckpointPublished published -> checkpoints.putIfAbsent(published.checkpointId(), published);
            case WinRateMeasured measured -> evaluations.add(measured);
            case Promoted promoted -> promotions.add(promoted);
            case RunStarted started -> runs.add(started);
            case RunProgressed progressed -> runs.add(progressed);
            case RunFailed failed -> runs.add(failed);
            case dev.attune.contracts.event.CompletionEvent _ -> completions++;
            default -> {
                // said by others for others
            }
        }
    }

    int completions() {
        return completions;
    }

    /** Distinct ratings on the topic. */
    int ratings() {
        return ratings.size();
    }

    Optional<CheckpointPublished> checkpoint(Kind kind) {
        return checkpoints.values().stream()
                .filter(published -> published.kind() == kind)
                .findFirst();
    }

    Optional<WinRateMeasured> evaluationOf(String checkpointId) {
        return evaluations.stream()
                .filter(measured -> measured.checkpointId().equals(checkpointId))
                .findFirst();
    }

    Optional<Promoted> promotionOf(String checkpointId) {
        return promotions.stream()
                .filter(promoted -> promoted.checkpointId().equals(checkpointId))
                .findFirst();
    }

    /** The last word of each step of the runs of a recipe, so that a run begun again after a crash counts once. */
    List<RunProgressed> progressOf(String recipe) {
        Map<Integer, RunProgressed> steps = new LinkedHashMap<>();
        for (Event event : runs) {
            if (event instanceof RunProgressed progressed && progressed.recipe().equals(recipe)) {
                steps.put(progressed.step(), progressed);
            }
        }
        return List.copyOf(steps.values());
    }

    Optional<RunFailed> failure() {
        Predicate<Event> failed = RunFailed.class::isInstance;
        return runs.stream().filter(failed).map(RunFailed.class::cast).findFirst();
    }

    @Override
    public void close() {
        consumer.close();
    }
}
