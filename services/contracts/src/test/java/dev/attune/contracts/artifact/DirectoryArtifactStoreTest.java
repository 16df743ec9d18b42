package dev.attune.contracts.artifact;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import dev.attune.contracts.error.AttuneException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class DirectoryArtifactStoreTest extends ArtifactStoreConformance {

    @Override
    ArtifactStore store() {
        return new DirectoryArtifactStore(temporary.resolve("store"));
    }

    @Test
    void refusesAnArtifactThatWasChangedAfterwards() throws IOException {
        Artifact artifact = store().publish(directory("weights"));
        Files.writeString(store().fetch(artifact).resolve("config.json"), "{\"evil\":true}");

        assertThatThrownBy(() -> store().fetch(artifact))
                .isInstanceOfSatisfying(
                        AttuneException.class, e -> assertThat(e.code()).isEqualTo("artifact-damaged"))
                .hasMessageContaining("publish the artifact again");
    }

    @Test
    void anErasedArtifactIsGoneForEverAndSaysSo() throws IOException {
        DirectoryArtifactStore store = new DirectoryArtifactStore(temporary.resolve("store"));
        Artifact artifact = store.publish(directory("weights"));
        Path files = store.fetch(artifact);
        assertThat(store.hasErased(artifact.sha256())).isFalse();
        assertThat(store.erase(artifact.sha256())).isTrue();
        assertThat(files).doesNotExist();
        assertThat(store.hasErased(artifact.sha256())).isTrue();
        assertThat(store.holds(artifact.sha256())).isFalse();
        assertThatThrownBy(() -> store.fetch(artifact))
                .isInstanceOfSatisfying(
                        AttuneException.class, e -> assertThat(e.code()).isEqualTo("artifact-erased"));
        assertThatThrownBy(() -> store.publish(directory("weights")))
                .isInstanceOfSatisfying(
                        AttuneException.class, e -> assertThat(e.code()).isEqualTo("artifact-erased"));
        assertThat(store.erase(artifact.sha256())).as("again").isFalse();
    }

    /** Cut short, longer, gone, empty, one too many, a bit turned: what a crash or a disk leaves. */
    static List<Damage> damages() {
        return List.of(
                path -> Files.writeString(path.resolve("deep/model.bin"), "weig"),
                path -> Files.writeString(path.resolve("deep/model.bin"), "weightsweights"),
                path -> Files.writeString(path.resolve("deep/model.bin"), "weighTs"),
                path -> Files.delete(path.resolve("deep/model.bin")),
                path -> Files.write(path.resolve("config.json"), new byte[0]),
                path -> Files.writeString(path.resolve("stranger"), "x"),
                path -> {
                    Directories.delete(path);
                    Files.createDirectory(path);
                },
                path -> {
                    Directories.delete(path);
                    Files.writeString(path, "a file in the artifact's place");
                });
    }

    interface Damage {
        void to(Path artifact) throws IOException;
    }

    @ParameterizedTest
    @MethodSource("damages")
    void publishingAgainReplacesWhatIsDamaged(Damage damage) throws IOException {
        Artifact artifact = store().publish(directory("weights"));
        damage.to(store().fetch(artifact));

        assertThat(store().publish(directory("weights"))).isEqualTo(artifact);

        assertThat(store().fetch(artifact).resolve("deep/model.bin")).hasContent("weights");
        try (var staged = Files.list(temporary.resolve("store/staging"))) {
            assertThat(staged).isEmpty();
        }
    }

    @Test
    void equalContentFromManyAtOnceIsOneArtifact() throws Exception {
        Path source = directory("weights");
        Artifact artifact = store().publish(source);
        for (int round = 0; round < 20; round++) {
            if (round % 2 == 0) {
                Directories.delete(temporary.resolve("store/sha256"));
            } else {
                Files.writeString(store().fetch(artifact).resolve("config.json"), "damaged");
            }
            try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
                for (Future<Artifact> published :
                        threads.invokeAll(Collections.nCopies(8, (Callable<Artifact>) () -> store().publish(source)))) {
                    assertThat(published.get()).isEqualTo(artifact);
                }
            }
            assertThat(store().fetch(artifact).resolve("deep/model.bin")).hasContent("weights");
        }
    }

    /** A process of its own that publishes one directory many times and damages it now and then. */
    static final class Publisher {
        public static void main(String[] arguments) throws IOException {
            DirectoryArtifactStore store = new DirectoryArtifactStore(Path.of(arguments[0]));
            for (int i = 0; i < 50; i++) {
                Artifact artifact = store.publish(Path.of(arguments[1]));
                if (i % 7 == 0) {
                    Path file = Path.of(arguments[0], "sha256", artifact.sha256(), "config.json");
                    damage(file);
                }
            }
            store.publish(Path.of(arguments[1]));
        }

        private static void damage(Path file) throws IOException {
            try {
                Files.writeString(file, "damaged");
            } catch (NoSuchFileException e) {
                // Another process replaces the artifact at this moment.
            }
        }
    }

    @Test
    void equalContentFromSeveralProcessesIsOneArtifact() throws Exception {
        Path source = directory("weights");
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        List<Process> processes = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            processes.add(new ProcessBuilder(
                            java,
                            "-cp",
                            System.getProperty("java.class.path"),
                            Publisher.class.getName(),
                            temporary.resolve("store").toString(),
                            source.toString())
                    .inheritIO()
                    .start());
        }
        for (Process process : processes) {
            assertThat(process.waitFor()).isZero();
        }
        Artifact artifact = store().publish(source);
        assertThat(store().fetch(artifact).resolve("config.json")).hasContent("{}");
    }

    @Test
    void leavesNothingBehindWhenItCannotWrite() throws IOException {
        Path root = temporary.resolve("store");
        Files.createDirectories(root);
        Files.writeString(root.resolve("sha256"), "a file where the store wants a directory");

        assertThatThrownBy(() -> store().publish(directory("weights")))
                .isInstanceOfSatisfying(
                        AttuneException.class, e -> assertThat(e.code()).isEqualTo("artifact-not-stored"));
        try (var staged = Files.list(root.resolve("staging"))) {
            assertThat(staged).isEmpty();
        }
    }
}
