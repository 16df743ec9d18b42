package dev.attune.policy.job;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.attune.contracts.artifact.Artifact;
import dev.attune.contracts.artifact.DirectoryArtifactStore;
import dev.attune.contracts.bus.ReceivedEvent;
import dev.attune.contracts.event.CheckpointEvent.CheckpointPublished;
import dev.attune.contracts.event.CheckpointEvent.Kind;
import dev.attune.contracts.event.EvaluationEvent.GateMeasured;
import dev.attune.contracts.event.Event;
import dev.attune.contracts.event.JobEvent.GatesRequested;
import dev.attune.contracts.event.Message;
import dev.attune.contracts.event.PromptEvent.PromptAdded;
import dev.attune.contracts.event.RunEvent.RunFinished;
import dev.attune.contracts.event.RunEvent.RunStarted;
import dev.attune.contracts.event.Topics;
import dev.attune.contracts.event.part.Lineage;
import dev.attune.contracts.event.part.Split;
import dev.attune.contracts.json.Json;
import dev.attune.contracts.settings.gate.GatePolicy;
import dev.attune.lm.model.LoadOptions;
import dev.attune.policy.testing.TinyModels;
import dev.attune.worker.run.Attempt;
import dev.attune.worker.run.Trigger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** A run of gates without a bus. */
class GatesRunTest {

    private final Catalog catalog = new Catalog();
    private final List<ReceivedEvent> prompts = new ArrayList<>();

    @TempDir
    Path directory;

    private GatesRun run;
    private GatesPlan plan;

    @BeforeEach
    void make() throws IOException {
        DirectoryArtifactStore store = new DirectoryArtifactStore(directory.resolve("artifacts"));
        run = new GatesRun(store, Optional.empty(), LoadOptions.float32());
        CheckpointPublished one = policy(store.publish(TinyModels.save(directory.resolve("one"), 1)), 0, Map.of());
        CheckpointPublished two = policy(store.publish(TinyModels.save(directory.resolve("two"), 2)), 1, Map.of());
        IntStream.range(0, 24)
                .forEach(i -> prompts.add(received(
                        new PromptAdded("p-" + i, "project", List.of(Message.user("w" + i + " w3")), Split.HELD_OUT),
                        Topics.PROMPTS,
                        i)));
        GatePolicy gates = Json.MAPPER.readValue(
                """
                {"format": {"prompts": 24, "maxNewTokens": 8, "shortest": 0.7, "longest": 1.4, "risesBy": 0.15},
                 "bias": {"templates": ["w1 {person} w2"], "groups": [], "margin": 0.1, "maxNewTokens": 4},
                 "capability": {"texts": [%s], "lossMargin": 0.1, "accuracyMargin": 0.1}}
                """.formatted("{\"prompt\": \"w1 w2\", \"answer\": \"w4\"},".repeat(24)
                        + "{\"prompt\": \"w3\", \"answer\": \"w5\"}"),
                GatePolicy.class);
        plan = GatesPlan.of(new GatesPlan(
                        new GatesRequested("g-1", "project", two.checkpointId(), one.checkpointId(), gates, null, 7),
                        List.of(),
                        new Trigger(new TopicPartition(Topics.JOBS, 0), 3))
                .frozen());
    }

    @Test
    void aRunThatDiesAfterAGateGoesOnWithTheNextAndSaysWhatAnotherSays() {
        List<Integer> steps = new ArrayList<>();
        List<Event> whole = perform("whole", attempt(steps, 0));
        assertThat(steps).containsExactly(1, 2, 3);
        for (int death = 1; death <= 3; death++) {
            Attempt dying = attempt(new ArrayList<>(), death);
            String folder = "dying-" + death;
            assertThatThrownBy(() -> perform(folder, dying)).hasMessage("killed");
            List<Integer> after = new ArrayList<>();
            List<Event> again = perform(folder, attempt(after, 0));
            assertThat(after).containsExactlyElementsOf(steps.subList(death, 3));
            assertThat(said(again)).isEqualTo(said(whole));
        }
        assertThat(whole)
                .hasSize(4)
                .last()
                .isInstanceOfSatisfying(
                        RunFinished.class,
                        finished -> assertThat(finished.metrics().values().stream()
                                        .mapToDouble(count -> count)
                                        .sum())
                                .isEqualTo(3));
    }

    @Test
    void aJudgeNeverTeaches() {
        CheckpointPublished teaches = reward("teaches", 5, Map.of("portion", "teaching"));
        CheckpointPublished judges = reward("judges", 6, Map.of("portion", "judging"));
        assertThat(catalog.newest(Kind.REWARD_MODEL)).contains(teaches);
        assertThat(catalog.newestRewardModel("base-of-both")).contains(teaches);
        assertThat(catalog.byId(judges.checkpointId())).isEqualTo(judges);
    }

    private List<Event> perform(String folder, Attempt attempt) {
        return run.perform(plan, catalog, prompts, attempt, directory.resolve(folder));
    }

    /** What does not depend on the time. */
    private static List<Object> said(List<Event> events) {
        return events.stream()
                .filter(GateMeasured.class::isInstance)
                .map(GateMeasured.class::cast)
                .<Object>map(gate -> List.of(
                        gate.evaluationId(),
                        gate.outcome(),
                        String.valueOf(gate.measured()),
                        gate.figures(),
                        gate.sentence(),
                        String.valueOf(gate.evidence())))
                .toList();
    }

    /** @param death after how many gates the run dies; 0: never */
    private static Attempt attempt(List<Integer> steps, int death) {
        RunStarted started = new RunStarted("g-1", "gates", Map.of(), List.of(), Instant.EPOCH);
        return Attempt.alone(started, step -> {
            steps.add(step);
            if (step == death) {
                throw new IllegalStateException("killed");
            }
        });
    }

    private CheckpointPublished policy(Artifact artifact, int offset, Map<String, Object> configuration) {
        return published(Kind.POLICY, artifact, null, offset, configuration);
    }

    private CheckpointPublished reward(String name, int offset, Map<String, Object> configuration) {
        try {
            Path folder = Files.createDirectories(directory.resolve(name));
            Files.writeString(folder.resolve("note.txt"), name);
            Artifact artifact = new DirectoryArtifactStore(directory.resolve("artifacts")).publish(folder);
            return published(Kind.REWARD_MODEL, artifact, "base-of-both", offset, configuration);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private CheckpointPublished published(
            Kind kind, Artifact artifact, @Nullable String base, int offset, Map<String, Object> configuration) {
        CheckpointPublished checkpoint = new CheckpointPublished(
                CheckpointPublished.idOf(kind, artifact),
                "tiny",
                kind,
                base,
                artifact,
                "unused",
                new Lineage(null, "test", List.of(), List.of(), 1, configuration, "test", "test"),
                Map.of(),
                Instant.EPOCH);
        catalog.apply(checkpoint, received(checkpoint, Topics.CHECKPOINTS, offset));
        return checkpoint;
    }

    private static ReceivedEvent received(Event event, String topic, int offset) {
        return new ReceivedEvent(event, "id-" + topic + offset, topic, 0, offset);
    }
}
