package dev.attune.contracts.artifact;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;

import dev.attune.contracts.error.AttuneException;
import dev.attune.contracts.event.Artifact;

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
