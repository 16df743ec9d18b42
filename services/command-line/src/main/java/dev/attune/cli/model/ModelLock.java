package dev.attune.cli.model;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

import dev.attune.contracts.error.ErrorCategory;
import dev.attune.contracts.json.Json;

/**
 * What a model was when it was first pulled here: of each origin the revision and the SHA-256 of its files. A later pull
 * must bring the same, whatever the server says then. Kept beside the models, so that it outlives them.
 */
final class ModelLock {

    /**
     * One origin.
     *
     * @param revision a commit of the hub, or empty
     */
    record Entry(String revision, Map<String, String> sha256) {}

    private final Path file;
    private final Map<String, Entry> entries = new TreeMap<>();

    private ModelLock(Path file) {
        this.file = file;
    }

    static ModelLock of(Path models, String name) throws IOException {
        ModelLock lock = new ModelLock(models.resolve(".locks").resolve(name + ".json"));
        if (Files.exists(lock.file)) {
            var json = Json.MAPPER.readTree(Files.readString(lock.file));
            for (var entry : json.properties()) {
                lock.entries.put(entry.getKey(), Json.MAPPER.treeToValue(entry.getValue(), Entry.class));
            }
        }
        return lock;
    }

    /** The revision to ask an origin for: that of the first pull, or the newest. */
    String revision(String origin) {
        Entry entry = entries.get(origin);
        return entry == null || entry.revision().isEmpty() ? HubDownload.NEWEST : entry.revision();
    }

    /**
     * Writes down what was pulled for the first time, and compares what was pulled again.
     *
     * @throws dev.attune.contracts.error.AttuneException {@code model-changed}
     */
    void require(ModelSource source) throws IOException {
        int at = source.origin().indexOf('@');
        String origin = at < 0 ? source.origin() : source.origin().substring(0, at);
        String revision = at < 0 ? "" : source.origin().substring(at + 1);
        Entry known = entries.get(origin);
        if (known != null && !known.sha256().equals(source.obtained())) {
            throw ErrorCategory.CALLER.error(
                    "model-changed",
                    "What " + origin + " gives now is not what was pulled here before (" + file
                            + " has its revision and SHA-256); if that is meant, delete that file and pull again.");
        }
        if (known == null) {
            entries.put(origin, new Entry(revision, new TreeMap<>(source.obtained())));
            Files.createDirectories(file.getParent());
            Files.writeString(file, Json.MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(entries) + "\n");
        }
    }
}
