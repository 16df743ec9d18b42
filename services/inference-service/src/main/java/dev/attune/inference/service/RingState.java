package dev.attune.inference.service;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;

import dev.attune.contracts.event.CheckpointEvent.CheckpointPublished;
import dev.attune.contracts.event.CheckpointEvent.Kind;
import dev.attune.contracts.event.PromotionEvent;
import dev.attune.contracts.event.PromotionEvent.Promoted;
import dev.attune.contracts.task.TaskDocument;

/** What the ring has said: the checkpoints that can answer, the tasks, and what each channel shall serve. */
@ApplicationScoped
public class RingState {

    private static final Comparator<CheckpointPublished> NEWEST_FIRST = Comparator.comparing(
                    CheckpointPublished::createdAt)
            .thenComparing(CheckpointPublished::checkpointId)
            .reversed();

    private final Map<String, CheckpointPublished> policies = new ConcurrentHashMap<>();
    private final Map<String, CheckpointPublished> tasks = new ConcurrentHashMap<>();
    private final Map<String, String> promoted = new ConcurrentHashMap<>();

    private final Map<String, String> promotedTasks = new ConcurrentHashMap<>();

    public void published(CheckpointPublished checkpoint) {
        switch (checkpoint.kind()) {
            case BASE, POLICY, ADAPTER ->
                policies.merge(
                        checkpoint.checkpointId(),
                        checkpoint,
                        // What an id has meant, it goes on to mean.
                        (known, later) -> known.sameThingAs(later) ? later : known);
            case TASK -> tasks.putIfAbsent(checkpoint.checkpointId(), checkpoint);
            case REWARD_MODEL -> {
                // Scores, never answers.
            }
        }
    }

    public void promoted(Promoted promotion) {
        boolean task = TaskDocument.isChannel(promotion.channel())
                && TaskDocument.isChannel(promotion.checkpointId()); // the ids of tasks begin alike
        (task ? promotedTasks : promoted).put(promotion.channel(), promotion.checkpointId());
    }

    /** The versions of tasks that shall be served; those that are not published yet are left out. */
    public List<CheckpointPublished> wantedTasks() {
        return promotedTasks.entrySet().stream()
                .map(promotion -> Optional.ofNullable(tasks.get(promotion.getValue()))
                        .filter(task -> channel(task).equals(promotion.getKey())))
                .flatMap(Optional::stream)
                .toList();
    }

    /** The newest version of each task that was published: the likeliest to be promoted next. */
    public Collection<CheckpointPublished> newestTasks() {
        return tasks.values().stream()
                .collect(Collectors.toMap(
                        RingState::channel, task -> task, (one, other) -> number(one) > number(other) ? one : other))
                .values();
    }

    private static String channel(CheckpointPublished task) {
        return TaskDocument.channel(Objects.requireNonNull(task.task()).name());
    }

    private static int number(CheckpointPublished task) {
        return Objects.requireNonNull(task.task()).number();
    }

    public Optional<CheckpointPublished> policy(String checkpointId) {
        return Optional.ofNullable(policies.get(checkpointId));
    }

    /** Newest first. */
    public List<CheckpointPublished> policies() {
        return policies.values().stream().sorted(NEWEST_FIRST).toList();
    }

    /** What the channel shall serve: what was promoted, or for production the newest base before any promotion. */
    public Optional<CheckpointPublished> wanted(String channel) {
        String checkpointId = promoted.get(channel);
        if (checkpointId != null) {
            return policy(checkpointId);
        }
        return channel.equals(PromotionEvent.PRODUCTION)
                ? policies().stream()
                        .filter(policy -> policy.kind() == Kind.BASE)
                        .findFirst()
                : Optional.empty();
    }

    /** Production always, and every other channel that something was promoted to. */
    public Collection<String> channels() {
        var channels = new java.util.TreeSet<>(promoted.keySet());
        channels.add(PromotionEvent.PRODUCTION);
        return channels;
    }
}
