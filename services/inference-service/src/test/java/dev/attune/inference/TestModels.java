package dev.attune.inference;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import dev.attune.contracts.artifact.DirectoryArtifactStore;
import dev.attune.contracts.event.Artifact;
import dev.attune.contracts.event.CheckpointEvent.CheckpointPublished;
import dev.attune.contracts.event.CheckpointEvent.Kind;
import dev.attune.contracts.event.Lineage;
import dev.attune.contracts.testing.TestBus;
import dev.attune.service.testing.TestPlatform;

/**
 * Artifacts with a tiny base and two adapters on it, on a platform that heard of them.
 *
 * <p>The models are language-model's own samples, copied: to make one here would load libtorch into this process twice.
 */
final class TestModels {

    static final String BASE = "base-tiny";
    static final String ADAPTER = "adapter-new";
    static final String OLD_ADAPTER = "adapter-old";
    static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

    private static final Path TINY_LLAMA = Path.of("../../language-model/src/test/resources/tiny-llama");

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
        Path directory = platform.directory();
        DirectoryArtifactStore store = new DirectoryArtifactStore(artifacts(platform));
        Path base = copy(TINY_LLAMA, directory.resolve("base"));
        Path adapter = copy(TINY_LLAMA.resolve("adapter"), directory.resolve("adapter"));
        Path stronger = copy(TINY_LLAMA.resolve("adapter"), directory.resolve("stronger"));
        Path config = stronger.resolve("adapter_config.json");
        Files.writeString(config, Files.readString(config).replace("\"lora_alpha\": 8", "\"lora_alpha\": 40"));
        new TestBus(platform.bootstrapServers())
                .send(
                        checkpoint(OLD_ADAPTER, Kind.ADAPTER, BASE, store.publish(stronger), NOON.minusSeconds(60)),
                        checkpoint(BASE, Kind.BASE, null, store.publish(base), NOON),
                        checkpoint(ADAPTER, Kind.ADAPTER, BASE, store.publish(adapter), NOON.plusSeconds(60)));
    }

    static CheckpointPublished checkpoint(
            String id, Kind kind, @Nullable String base, Artifact artifact, Instant createdAt) {
        Lineage lineage = new Lineage(null, "test", List.of(), List.of(), 1, Map.of(), "test", "test");
        return new CheckpointPublished(id, id, kind, base, artifact, "ab".repeat(32), lineage, Map.of(), createdAt);
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
