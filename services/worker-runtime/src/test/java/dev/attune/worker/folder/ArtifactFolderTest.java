package dev.attune.worker.folder;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.attune.contracts.artifact.Artifact;
import dev.attune.contracts.artifact.DirectoryArtifactStore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ArtifactFolderTest {

    @TempDir
    Path directory;

    private final List<Path> folders = new ArrayList<>();

    @Test
    void whatIsWrittenIsStoredAndTheFolderIsGone() {
        DirectoryArtifactStore store = new DirectoryArtifactStore(directory);
        Artifact artifact = ArtifactFolder.publish(store, this::write);
        assertThat(store.fetch(artifact).resolve("weights")).hasContent("w");
        assertThat(folders)
                .singleElement()
                .satisfies(folder -> assertThat(folder).doesNotExist());
    }

    @Test
    void theFolderIsGoneAlsoWhereWritingFails() {
        DirectoryArtifactStore store = new DirectoryArtifactStore(directory);
        assertThatThrownBy(() -> ArtifactFolder.publish(store, folder -> {
                    write(folder);
                    throw new IllegalStateException("full");
                }))
                .hasMessage("full");
        assertThat(folders)
                .singleElement()
                .satisfies(folder -> assertThat(folder).doesNotExist());
    }

    private void write(Path folder) {
        folders.add(folder);
        try {
            Files.writeString(folder.resolve("weights"), "w");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
