package dev.attune.inference;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import dev.attune.contracts.artifact.Artifact;
import dev.attune.contracts.artifact.DirectoryArtifactStore;
import dev.attune.contracts.artifact.DirectoryManifest;
import dev.attune.contracts.event.CheckpointEvent.CheckpointPublished;
import dev.attune.contracts.event.CheckpointEvent.Kind;
import dev.attune.contracts.event.part.Lineage;
import dev.attune.contracts.testing.Scratch;
import dev.attune.contracts.testing.TestBus;
import dev.attune.service.testing.TestPlatform;

/**
 * Artifacts with a tiny base and two adapters on it, on a platform that heard of them.
 *
 * <p>The models are language-model's own samples, copied: to make one here would load libtorch into this process twice.
 */
final class TestModels {

    static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

    private static final Path TINY_LLAMA = Path.of("../../language-model/src/test/resources/tiny-llama");
    private static final Path MODELS = models();

    static final String BASE = id(Kind.BASE, "base");
    static final String ADAPTER = id(Kind.ADAPTER, "adapter");
    static final String OLD_ADAPTER = id(Kind.ADAPTER, "stronger");

    private TestModels() {}

    /** A platform with the models published on it. */
    static TestPlatform platform() {
        TestPlatform platform = TestPlatform.startWithoutDatabase();
        try {
            publishModels(platform);
            return platform;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Path artifacts(TestPlatform platform) {
        return platform.directory().resolve("artifacts");
    }

    /** The newest two policies are the base and ADAPTER; OLD_ADAPTER, stronger by its alpha, is older than both. */
    private static void publishModels(TestPlatform platform) throws IOException {
        DirectoryArtifactStore store = new DirectoryArtifactStore(artifacts(platform));
        Artifact stronger = store.publish(MODELS.resolve("stronger"));
        Artifact base = store.publish(MODELS.resolve("base"));
        Artifact adapter = store.publish(MODELS.resolve("adapter"));
        new TestBus(platform.bootstrapServers())
                .send(
                        checkpoint(OLD_ADAPTER, Kind.ADAPTER, BASE, stronger, NOON.minusSeconds(60)),
                        checkpoint(BASE, Kind.BASE, null, base, NOON),
                        checkpoint(ADAPTER, Kind.ADAPTER, BASE, adapter, NOON.plusSeconds(60)));
    }

    static CheckpointPublished checkpoint(
            String id, Kind kind, @Nullable String base, Artifact artifact, Instant createdAt) {
        Lineage lineage = new Lineage(null, "test", List.of(), List.of(), 1, Map.of(), "test", "test");
        return new CheckpointPublished(id, id, kind, base, artifact, "ab".repeat(32), lineage, Map.of(), createdAt);
    }

    /** Another adapter on the base, as old as nobody cares for: it differs from the others by its alpha. */
    static CheckpointPublished furtherAdapter(Path artifacts, int alpha) {
        try {
            Path directory = Scratch.folder("attune-test-adapter");
            copy(TINY_LLAMA.resolve("adapter"), directory);
            Path config = directory.resolve("adapter_config.json");
            Files.writeString(
                    config, Files.readString(config).replace("\"lora_alpha\": 8", "\"lora_alpha\": " + alpha));
            Artifact artifact = new DirectoryArtifactStore(artifacts).publish(directory);
            return checkpoint(
                    CheckpointPublished.idOf(Kind.ADAPTER, artifact),
                    Kind.ADAPTER,
                    BASE,
                    artifact,
                    NOON.minusSeconds(7200));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path models() {
        try {
            Path directory = Scratch.folder("attune-test-models");
            copy(TINY_LLAMA, directory.resolve("base"));
            copy(TINY_LLAMA.resolve("adapter"), directory.resolve("adapter"));
            Path stronger = copy(TINY_LLAMA.resolve("adapter"), directory.resolve("stronger"));
            Path config = stronger.resolve("adapter_config.json");
            Files.writeString(config, Files.readString(config).replace("\"lora_alpha\": 8", "\"lora_alpha\": 40"));
            return directory;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String id(Kind kind, String model) {
        try {
            DirectoryManifest manifest = DirectoryManifest.of(MODELS.resolve(model));
            return CheckpointPublished.idOf(
                    kind, new Artifact("attune:sha256/" + manifest.sha256(), manifest.sha256(), manifest.bytes()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path copy(Path from, Path to) throws IOException {
        Files.createDirectories(to);
        try (var files = Files.list(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.copy(file, to.resolve(file.getFileName()));
            }
        }
        return to;
    }
}
