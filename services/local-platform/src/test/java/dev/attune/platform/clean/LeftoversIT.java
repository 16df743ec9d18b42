package dev.attune.platform.clean;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.attune.contracts.artifact.Artifact;
import dev.attune.contracts.artifact.DirectoryArtifactStore;
import dev.attune.contracts.error.AttuneException;
import dev.attune.contracts.event.ApprovalEvent.Proposed;
import dev.attune.contracts.event.CheckpointEvent.CheckpointPublished;
import dev.attune.contracts.event.CheckpointEvent.Kind;
import dev.attune.contracts.event.JobEvent.RecipeRequested;
import dev.attune.contracts.event.RunEvent.RunFailed;
import dev.attune.contracts.event.RunEvent.RunFinished;
import dev.attune.contracts.event.RunEvent.RunStarted;
import dev.attune.contracts.event.part.Lineage;
import dev.attune.contracts.task.TaskCalibration;
import dev.attune.contracts.task.TaskDocument;
import dev.attune.contracts.task.TaskEvidence;
import dev.attune.contracts.task.TaskExamples;
import dev.attune.contracts.task.TaskFigure;
import dev.attune.contracts.task.TaskPrompt;
import dev.attune.contracts.task.TaskStyle;
import dev.attune.contracts.testing.TestBroker;
import dev.attune.contracts.testing.TestBus;
import dev.attune.platform.home.Home;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@SuppressWarnings("NullAway.Init")
class LeftoversIT {

    private final Instant now = Instant.now();

    @TempDir
    Path folder;

    private TestBroker broker;
    private TestBus bus;
    private Home home;

    @BeforeEach
    void start() {
        broker = TestBroker.start(folder.resolve("kafka"));
        bus = new TestBus(broker.bootstrapServers());
        home = new Home(folder.resolve("home"));
    }

    @AfterEach
    void stop() {
        broker.close();
    }

    private Artifact artifact(String content) throws IOException {
        Path source = Files.createDirectories(folder.resolve("source-" + content));
        Files.writeString(source.resolve("data.jsonl"), content);
        return new DirectoryArtifactStore(home.artifacts()).publish(source);
    }

    private Path run(String id, String... files) throws IOException {
        Path run = home.directory().resolve("runs").resolve(id);
        for (String file : files) {
            Path path = run.resolve(file);
            Files.createDirectories(path.getParent());
            Files.writeString(path, "x");
        }
        return run;
    }

    private void makeOld(Path root) throws IOException {
        try (Stream<Path> all = Files.walk(root)) {
            for (Path each : all.toList()) {
                Files.setLastModifiedTime(each, FileTime.from(now.minus(Duration.ofDays(1))));
            }
        }
    }

    private void publishCheckpoint(Artifact of) {
        bus.send(new CheckpointPublished(
                CheckpointPublished.idOf(Kind.BASE, of),
                "tiny",
                Kind.BASE,
                null,
                of,
                "0".repeat(64),
                new Lineage(null, "base", List.of(), List.of(), 0, Map.of(), "test", "any"),
                Map.of(),
                now));
    }

    /** Nobody has decided on it yet, so that no checkpoint names it. */
    private void propose(Artifact artifact) {
        TaskPrompt prompt = new TaskPrompt(
                "", "{{ text }}", " ", TaskStyle.RAW, List.of(), TaskExamples.none(), TaskCalibration.NONE, null);
        TaskEvidence evidence =
                new TaskEvidence("none", 1, Map.of("accuracy", new TaskFigure(0.5, 0, 1)), Map.of(), null, null);
        TaskDocument task =
                new TaskDocument("topics", null, "base-1", List.of(), List.of("text"), prompt, null, evidence);
        bus.send(new Proposed(Proposed.idOf(artifact), task, artifact, "", "p-1", now));
    }

    @Test
    void findsWhatNothingNeedsAndLeavesTheRest() throws IOException {
        Artifact needed = artifact("checkpoint");
        Artifact data = artifact("data");
        Artifact planned = artifact("planned");
        Artifact proposed = artifact("proposed");
        Artifact orphan = artifact("orphan");
        publishCheckpoint(needed);
        propose(proposed);
        bus.send(
                new RecipeRequested("wanted", "sft", null, null, data, Map.of()),
                new RunStarted("running", "ppo", Map.of(), List.of(), now),
                new RunFailed("failed", "ppo", "internal", "why", now),
                new RunFinished("finished", "ppo", "policy-1", Map.of(), 1, 1, now));
        Files.writeString(
                run("running", "state/00000001/w").resolve("plan.json"), "{\"a\":\"" + planned.sha256() + "\"}");
        run("wanted", "progress.jsonl");
        Path failed = run("failed", "progress.jsonl", "state/00000001/w");
        Path unknown = run("nobody-knows", "progress.jsonl");
        Path states = run("finished", "progress.jsonl", "state/00000001/w").resolve("state");
        run("Not_A_Run", "keep");
        Path staged = Files.createDirectories(home.artifacts().resolve("staging/half"));
        makeOld(home.directory());
        Artifact young = artifact("young");
        Leftovers leftovers = new Leftovers(home, Duration.ofHours(1));

        List<Leftover> found = leftovers.find(broker.bootstrapServers());

        Path store = home.artifacts().resolve("sha256");
        assertThat(found)
                .extracting(Leftover::path)
                .containsExactlyInAnyOrder(store.resolve(orphan.sha256()), staged, failed, unknown, states);
        assertThat(found.getFirst().bytes()).isEqualTo("orphan".length());

        for (Leftover each : found) {
            assertThat(leftovers.remove(each)).isTrue();
        }
        assertThat(leftovers.find(broker.bootstrapServers())).isEmpty();
        assertThat(store.toFile().list())
                .containsExactlyInAnyOrder(
                        needed.sha256(), data.sha256(), planned.sha256(), proposed.sha256(), young.sha256());
        assertThat(home.directory().resolve("runs").toFile().list())
                .containsExactlyInAnyOrder("running", "wanted", "finished", "Not_A_Run");
        assertThat(home.directory().resolve("runs/finished/progress.jsonl")).exists();
    }

    @Test
    void whatIsPublishedAgainMeanwhileStays() throws IOException {
        publishCheckpoint(artifact("checkpoint"));
        artifact("orphan");
        makeOld(home.directory());
        Leftovers leftovers = new Leftovers(home, Duration.ofHours(1));
        List<Leftover> found = leftovers.find(broker.bootstrapServers());
        assertThat(found).hasSize(1);

        artifact("orphan");

        assertThat(leftovers.remove(found.getFirst())).isFalse();
    }

    @Test
    void anEmptyBusMakesNothingALeftover() throws IOException {
        artifact("checkpoint");
        makeOld(home.directory());
        assertThatThrownBy(() -> new Leftovers(home, Duration.ofHours(1)).find(broker.bootstrapServers()))
                .isInstanceOfSatisfying(
                        AttuneException.class, e -> assertThat(e.code()).isEqualTo("bus-empty"));
    }
}
