package dev.attune.reward.job;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

import dev.attune.contracts.bus.ReceivedEvent;
import dev.attune.contracts.event.CheckpointEvent.CheckpointPublished;
import dev.attune.contracts.event.CheckpointEvent.Kind;
import dev.attune.contracts.event.EvaluationEvent.JudgedPreference;
import dev.attune.contracts.event.EvaluationEvent.PreferencesJudged;
import dev.attune.contracts.event.PreferenceEvent;
import dev.attune.contracts.event.PreferenceEvent.Outcome;
import dev.attune.contracts.event.PreferenceEvent.PreferenceRetracted;
import dev.attune.contracts.event.PreferenceEvent.PreferenceSettled;
import dev.attune.contracts.event.Topics;
import dev.attune.contracts.event.part.Lineage;
import dev.attune.contracts.event.part.Lineage.OffsetRange;
import dev.attune.contracts.settings.reward.Portion;

/** Of which preferences the newest reward model of their project has still to be asked. Only places are remembered, never texts. */
final class AgreementState {

    /** Preferences that are remembered: the newest ones are what tells a drift. */
    static final int MOST = 50_000;

    /** So many are asked about at a time; fewer once they have waited. */
    static final int ENOUGH = 16;

    private static final int AT_ONCE = 256;
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Map<String, Waiting> waiting = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Waiting> eldest) {
            return size() > MOST;
        }
    };

    /** The newest reward model of each project. */
    private final Map<String, CheckpointPublished> models = new HashMap<>();

    private final Map<String, CheckpointPublished> bases = new HashMap<>();

    /** Items by the reward model that was asked about them; of the newest reward models only. */
    private final Map<String, Set<String>> judged = new HashMap<>();

    private final Set<String> passedOver = new HashSet<>();

    /** Where a preference stands, and since when it waits here. */
    record Waiting(String itemId, String projectId, TopicPartition partition, long offset, Instant since) {}

    /**
     * What is to be asked now.
     *
     * @param base of the reward model; absent where it is not on the bus
     */
    record Due(CheckpointPublished model, Optional<CheckpointPublished> base, List<Waiting> preferences) {}

    /** A tie tells nothing of a drift, and what was selected for being hard tells something else. */
    void apply(PreferenceEvent event, ReceivedEvent received, Instant now) {
        switch (event) {
            case PreferenceRetracted retracted -> waiting.remove(retracted.itemId());
            case PreferenceSettled settled -> {
                waiting.remove(settled.itemId());
                if (settled.outcome() == Outcome.DECISIVE && settled.weight() > 0 && settled.fairSample()) {
                    TopicPartition partition = new TopicPartition(received.topic(), received.partition());
                    waiting.put(
                            settled.itemId(),
                            new Waiting(settled.itemId(), settled.projectId(), partition, received.offset(), now));
                }
            }
        }
    }

    void apply(CheckpointPublished published) {
        if (published.kind() == Kind.BASE) {
            bases.put(published.checkpointId(), published);
        } else if (published.kind() == Kind.REWARD_MODEL && !judges(published)) {
            projectOf(published)
                    .ifPresent(project -> models.merge(
                            project,
                            published,
                            (before, now) -> now.createdAt().isBefore(before.createdAt()) ? before : now));
        }
    }

    /** One that judges teaches nothing, so nobody asks whether it still sees things as people do. */
    private static boolean judges(CheckpointPublished model) {
        return model.lineage()
                .kept(Portion.SETTING)
                .filter(Portion.JUDGING.text()::equals)
                .isPresent();
    }

    private static Optional<String> projectOf(CheckpointPublished model) {
        return model.lineage().kept(Lineage.PROJECT);
    }

    void apply(PreferencesJudged said) {
        Set<String> items = judged.computeIfAbsent(said.checkpointId(), _ -> new HashSet<>());
        said.preferences().stream().map(JudgedPreference::itemId).forEach(items::add);
    }

    /** Nothing is asked of this one any more. */
    void passOver(CheckpointPublished model) {
        passedOver.add(model.checkpointId());
    }

    /** What waits for one reward model, if there are enough or they have waited long enough. */
    Optional<Due> due(Instant now) {
        judged.keySet()
                .removeIf(id -> models.values().stream()
                        .noneMatch(model -> model.checkpointId().equals(id)));
        for (Map.Entry<String, CheckpointPublished> project : models.entrySet()) {
            CheckpointPublished model = project.getValue();
            List<Waiting> due = passedOver.contains(model.checkpointId()) ? List.of() : due(project.getKey(), model);
            boolean waited =
                    !due.isEmpty() && due.getFirst().since().plus(PATIENCE).isBefore(now);
            if (due.size() >= ENOUGH || waited) {
                return Optional.of(new Due(model, Optional.ofNullable(base(model)), due));
            }
        }
        return Optional.empty();
    }

    private @Nullable CheckpointPublished base(CheckpointPublished model) {
        return model.baseCheckpointId() == null ? null : bases.get(model.baseCheckpointId());
    }

    private List<Waiting> due(String projectId, CheckpointPublished model) {
        Map<TopicPartition, Long> learned = new HashMap<>();
        for (OffsetRange range : model.lineage().inputs()) {
            if (range.topic().equals(Topics.PREFERENCES)) {
                learned.put(new TopicPartition(range.topic(), range.partition()), range.until());
            }
        }
        Set<String> known = judged.getOrDefault(model.checkpointId(), Set.of());
        return waiting.values().stream()
                .filter(preference -> preference.projectId().equals(projectId)
                        && preference.offset() >= learned.getOrDefault(preference.partition(), 0L)
                        && !known.contains(preference.itemId()))
                .limit(AT_ONCE)
                .toList();
    }

    /** What was asked waits no more; who has no answer, because it is too long or gone, is not asked again. */
    void done(List<Waiting> asked) {
        asked.forEach(preference -> waiting.remove(preference.itemId()));
    }
}
