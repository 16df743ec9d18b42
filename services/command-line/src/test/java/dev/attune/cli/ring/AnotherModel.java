package dev.attune.cli.ring;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import dev.attune.contracts.artifact.Artifact;
import dev.attune.contracts.artifact.DirectoryArtifactStore;
import dev.attune.contracts.artifact.DirectoryManifest;
import dev.attune.contracts.event.CheckpointEvent.CheckpointPublished;
import dev.attune.contracts.event.CheckpointEvent.Kind;
import dev.attune.contracts.event.Topics;
import dev.attune.contracts.event.part.Lineage;
import dev.attune.contracts.testing.TestBus;
import dev.attune.platform.home.Home;
import dev.attune.platform.room.BusKeys;

/** The model of a platform with one file more: a checkpoint that nobody had to train. */
record AnotherModel(LivePlatform platform, Path folder) {

    /** The platform's bus, as its operator. */
    TestBus bus() {
        String server = "127.0.0.1:" + platform.port("ATTUNE_PORT_KAFKA");
        BusKeys.beOperator(new Home(platform.home()), server);
        return new TestBus(server);
    }

    /**
     * Publishes it.
     *
     * @param settings what its lineage says of how it was made
     * @return its id
     */
    String published(String base, Kind kind, Map<String, Object> settings) throws IOException {
        TestBus bus = bus();
        CheckpointPublished first = (CheckpointPublished)
                bus.events(Topics.CHECKPOINTS, base).getFirst().event();
        DirectoryArtifactStore store = new DirectoryArtifactStore(new Home(platform.home()).artifacts());
        Artifact artifact = store.publish(copy(store.fetch(first.artifact())));
        String id = CheckpointPublished.idOf(kind, artifact);
        Lineage known = first.lineage();
        Lineage lineage = new Lineage(
                known.runId(),
                known.recipe(),
                kind == Kind.BASE ? known.parents() : List.of(base),
                known.inputs(),
                known.seed(),
                settings,
                known.codeVersion(),
                known.machine());
        bus.send(new CheckpointPublished(
                id,
                "another",
                kind,
                kind == Kind.BASE ? null : base,
                artifact,
                Objects.requireNonNull(first.tokenizerSha256()),
                lineage,
                Map.of(),
                first.createdAt().minusSeconds(60)));
        return id;
    }

    private Path copy(Path original) throws IOException {
        Path copy = Files.createDirectories(folder.resolve("another"));
        for (String file : DirectoryManifest.of(original).paths()) {
            Path target = copy.resolve(file);
            Files.createDirectories(target.getParent());
            Files.copy(original.resolve(file), target);
        }
        Files.writeString(copy.resolve("NOTE.txt"), "another one");
        return copy;
    }
}
