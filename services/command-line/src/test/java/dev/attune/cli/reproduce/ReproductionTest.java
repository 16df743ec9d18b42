package dev.attune.cli.reproduce;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.attune.contracts.artifact.Artifact;
import dev.attune.contracts.artifact.DirectoryArtifactStore;
import dev.attune.contracts.event.CheckpointEvent.CheckpointPublished;
import dev.attune.contracts.event.CheckpointEvent.Kind;
import dev.attune.contracts.event.part.Lineage;
import dev.attune.platform.room.RoomMain;
import dev.attune.worker.reproduce.Reproduced;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ReproductionTest {

    private static final String NO_BUS = "127.0.0.1:1";

    @TempDir
    Path folder;

    private DirectoryArtifactStore store;
    private final Map<String, CheckpointPublished> known = new LinkedHashMap<>();
    private CheckpointPublished base;
    private Artifact data;

    @BeforeEach
    void aBaseAndData() throws IOException {
        store = new DirectoryArtifactStore(folder.resolve("artifacts"));
        base = published(Kind.BASE, "little", null, "base", List.of(), Map.of());
        data = stored("data");
    }

    @Test
    void whatIsThereIsOrderedOfTheRoomThatMadeIt() throws Exception {
        CheckpointPublished reward = reward(Map.of(Lineage.DATA, data.sha256()));
        ReproductionPlan plan = plan(reward);
        assertThat(plan.room()).isEqualTo(RoomMain.REWARD_MODEL);
        assertThat(plan.order().dataSha256()).isEqualTo(data.sha256());
        assertThat(plan.order().promptsSha256()).isNull();
        assertThat(plan.order().ancestors()).containsExactly(base);
        assertThat(plan.notes()).isEmpty();

        CheckpointPublished adapter = published(
                Kind.ADAPTER,
                "ppo-1",
                base.checkpointId(),
                "ppo",
                List.of(base.checkpointId(), reward.checkpointId()),
                Map.of(Lineage.PROMPTS, data.sha256(), "updates", 3));
        ReproductionPlan tuning = plan(adapter);
        assertThat(tuning.room()).isEqualTo(RoomMain.POLICY_TRAINER);
        assertThat(tuning.order().dataSha256()).isNull();
        assertThat(tuning.order().promptsSha256()).isEqualTo(data.sha256());
        assertThat(tuning.order().ancestors()).containsExactly(base, reward);
        assertThat(new KnownCheckpoints(known).named("ppo-1")).isEqualTo(adapter);
    }

    @Test
    void whatIsMissingIsOneSentence() throws IOException {
        CheckpointPublished reward = reward(Map.of(Lineage.DATA, data.sha256()));
        refuses(base, "no run of a recipe made " + base.checkpointId() + ", it is of the kind BASE and came by base.");
        refuses(
                reward(Map.of()),
                "its lineage is incomplete: it names neither a kept snapshot nor a range of" + " attune.preferences.");
        CheckpointPublished orphan =
                published(Kind.REWARD_MODEL, "orphan", null, "reward", List.of(), Map.of(Lineage.DATA, data.sha256()));
        refuses(orphan, "its lineage is incomplete: it names nothing that it was made from.");
        CheckpointPublished far = published(
                Kind.REWARD_MODEL, "far", "base-elsewhere", "reward", List.of(), Map.of(Lineage.DATA, data.sha256()));
        refuses(far, "it was made from base-elsewhere, which is not on the bus any more.");
        String gone = "0".repeat(64);
        refuses(
                reward(Map.of(Lineage.DATA, gone)),
                "the records that it learnt from are gone from the artifact store (" + gone + ").");
        store.erase(data.sha256());
        refuses(
                reward,
                "erased. The records that it learnt from held the data of a person and were erased (" + data.sha256()
                        + ").");
        assertThatThrownBy(() -> new KnownCheckpoints(known).named("nobody"))
                .hasMessageStartingWith("There is no checkpoint nobody on the bus");
        published(Kind.BASE, "little", null, "base", List.of(), Map.of());
        assertThatThrownBy(() -> new KnownCheckpoints(known).named("little"))
                .hasMessage("2 checkpoints are called little; name one by its id.");
    }

    @Test
    void aDifferenceNamesTheFilesAndWhatWasOther() throws IOException {
        Path then = folder("then", Map.of("weights", "1", "config.json", "{}", "gone", "x"));
        Path now = folder("now", Map.of("weights", "2", "config.json", "{}", "new", "y"));
        CheckpointPublished reward = reward(Map.of());
        Reproduction same = Reproduction.compared(
                reward,
                new Reproduced(reward.artifact(), "1.0+abc", "amd64, 4 cores, cpu, float32", 1.5),
                then,
                then,
                List.of());
        assertThat(same.outcome()).isEqualTo(Reproduction.Outcome.EQUAL);
        assertThat(same.files()).isEmpty();
        assertThat(same.circumstances()).isEmpty();

        Reproduction other = Reproduction.compared(
                reward,
                new Reproduced(store.publish(now), "1.1+def", "amd64, 8 cores, cpu, float32", 1.5),
                then,
                now,
                List.of("A note."));
        assertThat(other.outcome()).isEqualTo(Reproduction.Outcome.DIFFERENT);
        assertThat(other.files())
                .extracting(Reproduction.DifferentFile::path)
                .containsExactly("gone", "new", "weights");
        assertThat(other.files().getFirst().againSha256()).isNull();
        assertThat(other.circumstances())
                .containsExactly(
                        new Reproduction.Circumstance("code version", "1.0+abc", "1.1+def"),
                        new Reproduction.Circumstance(
                                "machine", "amd64, 4 cores, cpu, float32", "amd64, 8 cores, cpu, float32"));
    }

    private ReproductionPlan plan(CheckpointPublished checkpoint) throws CannotException {
        return ReproductionPlan.of(checkpoint, new KnownCheckpoints(known), store, folder.resolve("own"), NO_BUS);
    }

    private void refuses(CheckpointPublished checkpoint, String sentence) {
        assertThatThrownBy(() -> plan(checkpoint))
                .isInstanceOf(CannotException.class)
                .hasMessage(sentence);
    }

    private CheckpointPublished reward(Map<String, Object> configuration) throws IOException {
        return published(
                Kind.REWARD_MODEL,
                "reward-" + known.size(),
                base.checkpointId(),
                "reward",
                List.of(base.checkpointId()),
                configuration);
    }

    private CheckpointPublished published(
            Kind kind,
            String name,
            @Nullable String baseId,
            String recipe,
            List<String> parents,
            Map<String, Object> configuration)
            throws IOException {
        Artifact artifact = stored(name + known.size());
        CheckpointPublished checkpoint = new CheckpointPublished(
                CheckpointPublished.idOf(kind, artifact),
                name,
                kind,
                baseId,
                artifact,
                "tokenizer",
                new Lineage(
                        kind == Kind.BASE ? null : "run-" + name,
                        recipe,
                        parents,
                        List.of(),
                        1,
                        configuration,
                        "1.0+abc",
                        "amd64, 4 cores, cpu, float32"),
                Map.of(),
                Instant.EPOCH);
        known.put(checkpoint.checkpointId(), checkpoint);
        return checkpoint;
    }

    private Artifact stored(String content) throws IOException {
        return store.publish(folder("store-" + content, Map.of("file", content)));
    }

    private Path folder(String name, Map<String, String> files) throws IOException {
        Path directory = Files.createDirectories(folder.resolve(name));
        for (Map.Entry<String, String> file : files.entrySet()) {
            Files.writeString(directory.resolve(file.getKey()), file.getValue());
        }
        return directory;
    }
}
