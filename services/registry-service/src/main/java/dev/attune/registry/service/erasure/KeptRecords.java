package dev.attune.registry.service.erasure;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

import jakarta.enterprise.context.ApplicationScoped;

import com.fasterxml.jackson.databind.JsonNode;

import dev.attune.contracts.artifact.Artifact;
import dev.attune.contracts.artifact.Directories;
import dev.attune.contracts.artifact.DirectoryArtifactStore;
import dev.attune.contracts.event.Topics;
import dev.attune.contracts.json.Json;
import dev.attune.registry.config.ArtifactConfig;
import dev.attune.registry.erasure.ErasedKeys.Looked;
import dev.attune.registry.erasure.ErasureReport.Proof;

/** Records in the artifacts that runs kept of the bus, by the ids of their events. */
@ApplicationScoped
class KeptRecords {

    private static final String EVENTS = "events.jsonl";
    private static final String EXCLUSIONS = "exclusions.txt";

    private final Path root;
    private final DirectoryArtifactStore store;

    KeptRecords(ArtifactConfig config) {
        this.root = config.directory().resolve("sha256");
        this.store = new DirectoryArtifactStore(config.directory());
    }

    /** Ids of the records in which the person had a part. */
    Set<String> of(String sha256, Looked person) {
        Set<String> ids = new HashSet<>();
        read(sha256, record -> {
            JsonNode data = record.path("data");
            String topic = record.path("topic").asText();
            boolean theirs = topic.equals(Topics.DEMONSTRATIONS)
                    ? person.demonstration(data.path("annotator").asText())
                    : topic.equals(Topics.PREFERENCES)
                            && person.preference(data.path("itemId").asText());
            if (theirs) {
                ids.add(record.path("id").asText());
            }
        });
        return ids;
    }

    /** Counts the artifact's records and those that are among the excluded ones; empty where it is gone or holds no records. */
    Optional<Proof> proof(String sha256, Set<String> excluded) {
        if (!Files.isRegularFile(events(sha256))) {
            return Optional.empty();
        }
        long[] counts = new long[2];
        read(sha256, record -> {
            counts[0]++;
            counts[1] += excluded.contains(record.path("id").asText()) ? 1 : 0;
        });
        return Optional.of(new Proof(sha256, counts[0], counts[1]));
    }

    /** Stores the ids as an artifact; the same ids are the same artifact. */
    String exclude(Set<String> ids) {
        try {
            Path folder = Files.createTempDirectory("attune-exclusions");
            try {
                List<String> sorted = ids.stream().sorted().toList();
                Files.write(folder.resolve(EXCLUSIONS), sorted);
                Artifact artifact = store.publish(folder);
                return artifact.sha256();
            } finally {
                Directories.delete(folder);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The exclusions could not be stored", e);
        }
    }

    void erase(String sha256) {
        try {
            store.erase(sha256);
        } catch (IOException e) {
            throw new UncheckedIOException("The artifact " + sha256 + " could not be erased", e);
        }
    }

    private Path events(String sha256) {
        return root.resolve(sha256).resolve(EVENTS);
    }

    private void read(String sha256, Consumer<JsonNode> each) {
        Path file = events(sha256);
        if (!Files.isRegularFile(file)) {
            return;
        }
        try (BufferedReader lines = Files.newBufferedReader(file)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                each.accept(Json.MAPPER.readTree(line));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The records in " + file + " cannot be read", e);
        }
    }
}
