package dev.attune.lm.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.attune.lm.error.CheckpointException;
import dev.attune.lm.model.LanguageModel;
import dev.attune.lm.model.LoadOptions;
import dev.attune.lm.model.Reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** The fixture's model, cut into two files. */
class ShardedSafetensorsTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String NORM = "model.norm.weight";
    private static final String[] SHARDS = {"model-00001-of-00002.safetensors", "model-00002-of-00002.safetensors"};

    @TempDir
    private Path directory;

    @BeforeEach
    void cut() throws IOException {
        for (String name : List.of("config.json", "tokenizer.json", "tokenizer_config.json")) {
            Files.copy(Reference.modelDirectory().resolve(name), directory.resolve(name));
        }
        ObjectNode map = JSON.createObjectNode();
        try (LanguageModel model = Reference.model();
                NDManager step = model.newStep()) {
            SortedMap<String, NDArray> all = model.transformer().namedWeights(step);
            List<SortedMap<String, NDArray>> parts = List.of(new TreeMap<>(), new TreeMap<>());
            all.forEach((name, weight) -> {
                int part = parts.get(0).size() < all.size() / 2 ? 0 : 1;
                parts.get(part).put(name, weight);
                map.put(name, SHARDS[part]);
            });
            for (int part = 0; part < 2; part++) {
                SafetensorsWriter.write(directory.resolve(SHARDS[part]), parts.get(part), Map.of());
            }
        }
        writeIndex(map);
    }

    @Test
    void aModelInTwoFilesIsTheModelInOne() {
        try (LanguageModel model = LanguageModel.load(directory, LoadOptions.float32());
                LanguageModel whole = Reference.model();
                NDManager step = model.newStep()) {
            SortedMap<String, NDArray> expected = whole.transformer().namedWeights(step);
            model.transformer()
                    .namedWeights(step)
                    .forEach((name, weight) -> assertThat(weight.toFloatArray())
                            .as(name)
                            .isEqualTo(
                                    Objects.requireNonNull(expected.get(name)).toFloatArray()));
        }
    }

    @Test
    void aMissingShardIsNamed() throws IOException {
        Files.delete(directory.resolve(SHARDS[1]));
        refused(SHARDS[1] + ", which is missing");
    }

    @Test
    void aTensorThatTheIndexForgotIsNamed() throws IOException {
        ObjectNode map = index();
        map.remove(NORM);
        writeIndex(map);
        refused("no tensor " + NORM);
    }

    @Test
    void aTensorInTheWrongShardIsNamed() throws IOException {
        ObjectNode map = index();
        map.put(NORM, map.get(NORM).asText().equals(SHARDS[0]) ? SHARDS[1] : SHARDS[0]);
        writeIndex(map);
        refused(NORM);
    }

    @Test
    void aShardOutsideTheDirectoryIsNeverOpened() throws IOException {
        for (String name : new String[] {"../model.safetensors", "/etc/passwd", "..", "a/b", "a\\b", "", ".hidden"}) {
            writeIndex(index().put(NORM, name));
            refused("not a file beside it");
        }
    }

    @Test
    void aBrokenIndexSaysSo() throws IOException {
        for (String content : new String[] {"", "[]", "{", "{\"weight_map\": 3}", "{\"weight_map\": {}}"}) {
            Files.writeString(directory.resolve(ShardedSafetensors.INDEX), content);
            refused(ShardedSafetensors.INDEX);
        }
    }

    private void refused(String message) {
        assertThatThrownBy(() -> LanguageModel.load(directory, LoadOptions.float32()))
                .isInstanceOf(CheckpointException.class)
                .hasMessageContaining(message);
    }

    private ObjectNode index() throws IOException {
        return (ObjectNode)
                JSON.readTree(directory.resolve(ShardedSafetensors.INDEX).toFile())
                        .get("weight_map");
    }

    private void writeIndex(ObjectNode map) throws IOException {
        ObjectNode index = JSON.createObjectNode();
        index.set("weight_map", map);
        JSON.writeValue(directory.resolve(ShardedSafetensors.INDEX).toFile(), index);
    }
}
