package dev.attune.reward.job;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;

import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import dev.attune.contracts.artifact.ArtifactStore;
import dev.attune.contracts.artifact.DirectoryArtifactStore;
import dev.attune.contracts.artifact.Sha256;
import dev.attune.contracts.bus.ReceivedEvent;
import dev.attune.contracts.event.CheckpointEvent.CheckpointPublished;
import dev.attune.contracts.event.EvaluationEvent.JudgedPreference;
import dev.attune.contracts.event.EvaluationEvent.PreferencesJudged;
import dev.attune.contracts.event.PreferenceEvent.PreferenceSettled;
import dev.attune.contracts.event.Topics;
import dev.attune.contracts.event.part.Lineage.OffsetRange;
import dev.attune.preference.file.PreferenceFiles;
import dev.attune.preference.pair.PreferencePair;
import dev.attune.reward.job.AgreementState.Due;
import dev.attune.reward.job.AgreementState.Waiting;
import dev.attune.reward.score.Answer;
import dev.attune.reward.score.RewardScorer;
import dev.attune.worker.bus.TopicSnapshot;
import dev.attune.worker.run.StepWorker;

/**
 * Says on the bus whether the newest reward model of a project agrees with what people decided after it had learned. Whoever follows can tell from
 * that when people have come to prefer something else.
 *
 * <p>All state is on the bus: what was said is read there, so that a restart says nothing twice.
 */
final class AgreementStep implements StepWorker.Step {

    private static final Logger LOG = LoggerFactory.getLogger(AgreementStep.class);
    private static final List<String> TOPICS = List.of(Topics.CHECKPOINTS, Topics.EVALUATIONS);
    private static final int HASH_DIGITS = 16;

    private final WorkerSettings settings;
    private final ArtifactStore artifacts;
    private final StepPlace place;
    private final BooleanSupplier stopping;
    private final AgreementState state;
    private List<String> troubles = List.of();

    /** @param state hears of preferences from the step that follows them, in the same thread */
    AgreementStep(WorkerSettings settings, AgreementState state, BooleanSupplier stopping) {
        this.settings = settings;
        this.state = state;
        this.artifacts = new DirectoryArtifactStore(settings.artifacts());
        this.stopping = stopping;
        this.place = StepPlace.open(settings, "agreement", TOPICS);
    }

    @Override
    public boolean catchUp(Duration timeout) {
        return place.catchUp(timeout, this::apply);
    }

    private void apply(ReceivedEvent received) {
        switch (received.event()) {
            case CheckpointPublished published -> state.apply(published);
            case PreferencesJudged judged -> state.apply(judged);
            default -> LOG.debug("{} is for others", received.id());
        }
    }

    @Override
    public void work() {
        Optional<Due> due = state.due(Instant.now());
        while (due.isPresent() && !stopping.getAsBoolean()) {
            ask(due.get());
            due = state.due(Instant.now());
        }
    }

    private void ask(Due due) {
        try {
            CheckpointPublished base =
                    due.base().orElseThrow(() -> new IllegalStateException("its base is not on the bus"));
            Path directory = artifacts.fetch(due.model().artifact());
            try (RewardScorer scorer = RewardScorer.load(directory, artifacts.fetch(base.artifact()))) {
                publish(due, judge(scorer, due.preferences()));
            }
            state.done(due.preferences());
            troubles = List.of();
        } catch (org.apache.kafka.common.KafkaException e) {
            throw e;
        } catch (RuntimeException e) {
            LOG.warn("{} could not be asked about preferences", due.model().checkpointId(), e);
            state.passOver(due.model());
            troubles = List.of("Whether " + due.model().name() + " still agrees with people is not known: "
                    + e.getMessage() + ".");
        }
    }

    private List<JudgedPreference> judge(RewardScorer scorer, List<Waiting> preferences) {
        Map<String, PreferencePair> pairs = read(preferences);
        List<String> items = new ArrayList<>();
        List<Answer> answers = new ArrayList<>();
        for (Waiting preference : preferences) {
            PreferencePair pair = pairs.get(preference.itemId());
            if (pair != null && fits(scorer, pair)) {
                items.add(preference.itemId());
                answers.add(new Answer(pair.prompt(), pair.chosen()));
                answers.add(new Answer(pair.prompt(), pair.rejected()));
            }
        }
        double[] scores = answers.isEmpty() ? new double[0] : scorer.score(answers);
        List<JudgedPreference> judged = new ArrayList<>();
        for (int i = 0; i < items.size(); i++) {
            judged.add(new JudgedPreference(items.get(i), scores[2 * i] > scores[2 * i + 1]));
        }
        return judged;
    }

    /** The preferences' texts, where their records are still the latest of their items. */
    private Map<String, PreferencePair> read(List<Waiting> preferences) {
        Map<TopicPartition, OffsetRange> ranges = new HashMap<>();
        Map<String, Long> offsets = new HashMap<>();
        for (Waiting preference : preferences) {
            TopicPartition partition = preference.partition();
            OffsetRange own = new OffsetRange(
                    partition.topic(), partition.partition(), preference.offset(), preference.offset() + 1);
            ranges.merge(partition, own, AgreementStep::both);
            offsets.put(preference.itemId(), preference.offset());
        }
        Map<String, PreferencePair> pairs = new HashMap<>();
        for (ReceivedEvent received : TopicSnapshot.read(settings.bootstrapServers(), List.copyOf(ranges.values()))) {
            if (received.event() instanceof PreferenceSettled settled
                    && offsets.getOrDefault(settled.itemId(), -1L) == received.offset()) {
                PreferenceFiles.comparisonOf(settled).ifPresent(pair -> pairs.put(settled.itemId(), pair));
            }
        }
        return pairs;
    }

    private static OffsetRange both(OffsetRange one, OffsetRange other) {
        return new OffsetRange(
                one.topic(), one.partition(), Math.min(one.from(), other.from()), Math.max(one.until(), other.until()));
    }

    private static boolean fits(RewardScorer scorer, PreferencePair pair) {
        return Math.max(
                        scorer.encoder().join(pair.prompt(), pair.chosen()).length,
                        scorer.encoder().join(pair.prompt(), pair.rejected()).length)
                <= scorer.maximumTokens();
    }

    private void publish(Due due, List<JudgedPreference> judged) {
        if (judged.isEmpty()) {
            return;
        }
        String model = due.model().checkpointId();
        Sha256 hash = new Sha256().add(model);
        judged.forEach(preference -> hash.add(preference.itemId()));
        String id = "judged-" + hash.hex().substring(0, HASH_DIGITS);
        String project = due.preferences().getFirst().projectId();
        place.publisher()
                .publish(id, List.of(new PreferencesJudged(id, project, model, judged, Instant.now())), Map.of());
    }

    @Override
    public List<String> troubles() {
        return troubles;
    }

    @Override
    public void close() {
        place.close();
    }
}
