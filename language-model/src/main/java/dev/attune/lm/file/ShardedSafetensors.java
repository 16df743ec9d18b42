package dev.attune.lm.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.jspecify.annotations.Nullable;

import dev.attune.lm.error.CheckpointException;

/** A model in several safetensors files, with an index that says which tensor is in which of them. */
public final class ShardedSafetensors implements StoredWeights, AutoCloseable {
    public static final String INDEX = "model.safetensors.index.json";

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path index;
    private final Map<String, SafetensorsFile> shards = new TreeMap<>();
    private final Map<String, StoredWeight> tensors = new HashMap<>();

    private ShardedSafetensors(Path index) {
        this.index = index;
    }

    /** Opens every shard that the index names, and finds every tensor in the shard where it should be. */
    public static ShardedSafetensors open(Path directory) {
        ShardedSafetensors sharded = new ShardedSafetensors(directory.resolve(INDEX));
        try {
            sharded.read();
            return sharded;
        } catch (RuntimeException failure) {
            sharded.close();
            throw failure;
        }
    }

    private void read() {
        JsonNode map;
        try {
            map = JSON.readTree(index.toFile()).path("weight_map");
        } catch (IOException failure) {
            throw new CheckpointException(place() + " is not JSON; fetch it again.", failure);
        }
        if (!map.isObject() || map.isEmpty()) {
            throw new CheckpointException(place() + " has no weight_map; fetch it again.");
        }
        map.properties()
                .forEach(entry -> put(entry.getKey(), shard(entry.getValue().asText())));
    }

    private void put(String tensor, SafetensorsFile shard) {
        StoredWeight weight = shard.find(tensor);
        if (weight == null) {
            throw new CheckpointException(place() + " says that the tensor " + tensor + " is in " + shard.fileName()
                    + ", but it is not; fetch both files again.");
        }
        tensors.put(tensor, weight);
    }

    private SafetensorsFile shard(String name) {
        SafetensorsFile known = shards.get(name);
        if (known != null) {
            return known;
        }
        // a plain name beside the index, so that a model cannot reach for other files
        if (name.isEmpty() || !name.matches("[\\w.+=-]+") || name.startsWith(".")) {
            throw new CheckpointException(
                    place() + " names the shard '" + name + "', which is not a file beside it; do not use this model.");
        }
        Path path = index.resolveSibling(name);
        if (!Files.isRegularFile(path)) {
            throw new CheckpointException(place() + " names the shard " + name + ", which is missing; fetch it.");
        }
        SafetensorsFile opened = SafetensorsFile.open(path);
        shards.put(name, opened);
        return opened;
    }

    @Override
    public @Nullable StoredWeight find(String name) {
        return tensors.get(name);
    }

    @Override
    public String place() {
        return "The model's " + index;
    }

    @Override
    public void close() {
        shards.values().forEach(SafetensorsFile::close);
    }
}
