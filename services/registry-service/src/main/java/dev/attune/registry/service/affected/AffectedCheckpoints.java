package dev.attune.registry.service.affected;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

import dev.attune.contracts.event.CheckpointEvent.CheckpointPublished;
import dev.attune.contracts.event.CheckpointEvent.Kind;
import dev.attune.contracts.event.PromotionEvent.Promoted;
import dev.attune.contracts.event.Topics;
import dev.attune.contracts.event.part.Lineage;
import dev.attune.contracts.event.part.Lineage.OffsetRange;
import dev.attune.registry.Affected;
import dev.attune.registry.Affected.Again;
import dev.attune.registry.Recipe;
import dev.attune.registry.store.CheckpointStore;
import dev.attune.registry.store.PromotionStore;

/**
 * Which checkpoints may have learnt from what held for a time and holds no more, such as the ratings of somebody whose ratings were taken out.
 *
 * <p>A run froze the latest record of each key up to some offset of the topic. It may have learnt from such a record when it froze after
 * the first one and before the last was taken back; a run that froze later read the topic past the retractions. What was made from an affected
 * checkpoint is affected through it. All this is more than what truly learnt from it, never less.
 */
@ApplicationScoped
public class AffectedCheckpoints {

    private static final Set<String> TOPICS = Set.of(Topics.PREFERENCES, Topics.DEMONSTRATIONS);
    private static final int MOST = 10_000;

    /** What was done in the database is on the bus a little later. */
    private static final Duration ON_THE_BUS = Duration.ofMinutes(1);

    private final CheckpointStore checkpoints;
    private final PromotionStore promotions;
    private final Offsets offsets;

    AffectedCheckpoints(CheckpointStore checkpoints, PromotionStore promotions, Offsets offsets) {
        this.checkpoints = checkpoints;
        this.promotions = promotions;
        this.offsets = offsets;
    }

    /**
     * Those that may have learnt from what came since one time and was taken back until another, newest first.
     *
     * @param until null: it is not all taken back yet
     * @param data hashes of data artifacts that hold it
     */
    @Transactional
    public List<Affected> between(Instant since, @Nullable Instant until, Set<String> data) {
        List<CheckpointPublished> all = checkpoints.list(null, null, MOST).rows();
        Map<String, Set<String>> found = descendants(all, direct(all, since, until, data));
        Map<String, List<String>> channels = promotions.current().stream()
                .collect(Collectors.groupingBy(
                        Promoted::checkpointId, Collectors.mapping(Promoted::channel, Collectors.toList())));
        Map<String, CheckpointPublished> byId =
                all.stream().collect(Collectors.toMap(CheckpointPublished::checkpointId, one -> one));
        return all.stream()
                .filter(one -> found.containsKey(one.checkpointId()))
                .map(one -> affected(one, found, channels.getOrDefault(one.checkpointId(), List.of()), byId))
                .toList();
    }

    private Set<String> direct(
            List<CheckpointPublished> all, Instant since, @Nullable Instant until, Set<String> data) {
        Set<TopicPartition> partitions = all.stream()
                .flatMap(one -> one.lineage().inputs().stream())
                .filter(range -> TOPICS.contains(range.topic()))
                .map(range -> new TopicPartition(range.topic(), range.partition()))
                .collect(Collectors.toSet());
        Map<TopicPartition, Long> first = partitions.isEmpty() ? Map.of() : offsets.at(since, partitions);
        Map<TopicPartition, Long> end =
                until == null || partitions.isEmpty() ? Map.of() : offsets.at(until.plus(ON_THE_BUS), partitions);
        return all.stream()
                .filter(one ->
                        one.lineage().kept(Lineage.DATA).filter(data::contains).isPresent()
                                || one.lineage().inputs().stream().anyMatch(range -> froze(range, first, end)))
                .map(CheckpointPublished::checkpointId)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private static boolean froze(OffsetRange range, Map<TopicPartition, Long> first, Map<TopicPartition, Long> end) {
        TopicPartition part = new TopicPartition(range.topic(), range.partition());
        return first.containsKey(part)
                && range.until() > first.get(part)
                && range.until() < end.getOrDefault(part, Long.MAX_VALUE);
    }

    /** All that is affected, each with the affected ones that it was made from; those that read it themselves with themselves. */
    private static Map<String, Set<String>> descendants(List<CheckpointPublished> all, Set<String> direct) {
        Map<String, List<String>> children = new HashMap<>();
        for (CheckpointPublished one : all) {
            for (String parent : parents(one)) {
                children.computeIfAbsent(parent, _ -> new ArrayList<>()).add(one.checkpointId());
            }
        }
        Map<String, Set<String>> found = new LinkedHashMap<>();
        direct.forEach(id -> found.put(id, new LinkedHashSet<>()));
        Deque<String> open = new ArrayDeque<>(direct);
        while (!open.isEmpty()) {
            String parent = open.remove();
            for (String child : children.getOrDefault(parent, List.of())) {
                if (!found.containsKey(child)) {
                    found.put(child, new LinkedHashSet<>());
                    open.add(child);
                }
                found.getOrDefault(child, new LinkedHashSet<>()).add(parent);
            }
        }
        direct.forEach(id -> found.getOrDefault(id, new LinkedHashSet<>()).add(id));
        return found;
    }

    private static Set<String> parents(CheckpointPublished one) {
        Set<String> parents = new LinkedHashSet<>(one.lineage().parents());
        if (one.baseCheckpointId() != null) {
            parents.add(one.baseCheckpointId());
        }
        parents.remove(one.checkpointId());
        return parents;
    }

    private static Affected affected(
            CheckpointPublished one,
            Map<String, Set<String>> found,
            List<String> channels,
            Map<String, CheckpointPublished> byId) {
        Set<String> through = found.getOrDefault(one.checkpointId(), Set.of());
        return new Affected(
                one.checkpointId(),
                one.name(),
                one.kind(),
                one.createdAt(),
                through.contains(one.checkpointId()),
                through.stream().filter(id -> !id.equals(one.checkpointId())).toList(),
                channels,
                again(one, found.keySet(), byId).orElse(null));
    }

    private static Optional<Again> again(
            CheckpointPublished one, Set<String> affected, Map<String, CheckpointPublished> byId) {
        return Recipe.named(one.lineage().recipe()).map(recipe -> {
            List<CheckpointPublished> parents = one.lineage().parents().stream()
                    .map(byId::get)
                    .filter(parent -> parent != null)
                    .toList();
            String policy = parents.stream()
                    .filter(parent -> parent.kind() != Kind.REWARD_MODEL && !affected.contains(parent.checkpointId()))
                    .map(CheckpointPublished::checkpointId)
                    .reduce((_, later) -> later)
                    .orElse(null);
            Optional<String> reward = parents.stream()
                    .filter(parent -> parent.kind() == Kind.REWARD_MODEL)
                    .map(CheckpointPublished::checkpointId)
                    .findFirst();
            boolean newReward = reward.filter(affected::contains).isPresent();
            Map<String, Object> configuration = one.lineage().settings();
            boolean newData = one.lineage().kept(Lineage.DATA).isPresent() && recipe.needs() == Recipe.Needs.DATA;
            configuration.values().removeIf(value -> value == null);
            return new Again(
                    recipe.text(),
                    policy,
                    newReward ? null : reward.orElse(null),
                    newReward ? "reward-model" : newData ? "data" : null,
                    configuration);
        });
    }
}
