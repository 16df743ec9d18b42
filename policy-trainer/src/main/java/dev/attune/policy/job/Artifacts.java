package dev.attune.policy.job;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

import dev.attune.contracts.artifact.ArtifactStore;
import dev.attune.contracts.event.Artifact;
import dev.attune.policy.model.ModelReference;

/** Checkpoints' files from and to the artifact store. */
final class Artifacts {

    private final ArtifactStore store;

    Artifacts(ArtifactStore store) {
        this.store = store;
    }

    /** Where the weights of a policy are. */
    ModelReference fetch(Catalog.Policy policy) {
        Path base = store.fetch(policy.base().artifact());
        Optional<Path> adapter = policy.adapter().map(checkpoint -> store.fetch(checkpoint.artifact()));
        return new ModelReference(base, adapter);
    }

    Path fetch(Artifact artifact) {
        return store.fetch(artifact);
    }

    /** Publishes what {@code files} writes into the directory that it is given. */
    Artifact publish(Consumer<Path> files) {
        try {
            Path directory = Files.createTempDirectory("attune-policy-");
            try {
                files.accept(directory);
                return store.publish(directory);
            } finally {
                delete(directory);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("A temporary folder failed: " + e.getMessage(), e);
        }
    }

    private static void delete(Path directory) throws IOException {
        List<Path> entries;
        try (Stream<Path> walk = Files.walk(directory)) {
            entries = walk.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path entry : entries) {
            Files.delete(entry);
        }
    }
}
