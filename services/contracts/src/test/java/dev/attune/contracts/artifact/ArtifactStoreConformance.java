package dev.attune.contracts.artifact;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.attune.contracts.error.AttuneException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What every {@link ArtifactStore} promises. */
abstract class ArtifactStoreConformance {

    @TempDir
    Path temporary;

    abstract ArtifactStore store();

    @Test
    void givesBackWhatWasPublished() throws IOException {
        Artifact artifact = store().publish(directory("weights"));

        Path fetched = store().fetch(artifact);

        assertThat(fetched.resolve("config.json")).hasContent("{}");
        assertThat(fetched.resolve("deep/model.bin")).hasContent("weights");
        assertThat(artifact.bytes()).isEqualTo("{}".length() + "weights".length());
        assertThat(artifact.uri()).isEqualTo("attune:sha256/" + artifact.sha256());
    }

    @Test
    void hashIsTheOneThatSha256sumGivesForTheManifest() throws IOException {
        Path directory = Files.createDirectories(temporary.resolve("known"));
        Files.writeString(directory.resolve("a"), "abc");

        // printf abc | sha256sum gives the file's hash; printf '%s  a\n' HASH | sha256sum the manifest's.
        assertThat(DirectoryManifest.sha256(directory.resolve("a")))
                .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
        assertThat(store().publish(directory).sha256())
                .isEqualTo("60eb527cba799edb93b30ea27633d72a197c248cd40cf6f7647c93f98b8f9a32");
    }

    @Test
    void publishingTwiceIsOneArtifact() throws IOException {
        assertThat(store().publish(directory("same"))).isEqualTo(store().publish(directory("same")));
    }

    @Test
    void otherContentIsAnotherArtifact() throws IOException {
        assertThat(store().publish(directory("one")).sha256())
                .isNotEqualTo(store().publish(directory("two")).sha256());
    }

    @Test
    void missingArtifactIsASentence() {
        Artifact unknown = new Artifact("attune:sha256/" + "0".repeat(64), "0".repeat(64), 1);

        assertThatThrownBy(() -> store().fetch(unknown))
                .isInstanceOfSatisfying(
                        AttuneException.class, e -> assertThat(e.code()).isEqualTo("artifact-missing"));
    }

    Path directory(String content) throws IOException {
        Path directory = Files.createTempDirectory(temporary, "source");
        Files.createDirectories(directory.resolve("deep"));
        Files.writeString(directory.resolve("config.json"), "{}");
        Files.writeString(directory.resolve("deep/model.bin"), content);
        return directory;
    }
}
