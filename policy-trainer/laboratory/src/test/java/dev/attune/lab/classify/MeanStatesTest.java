package dev.attune.lab.classify;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import dev.attune.contracts.json.Json;
import dev.attune.lab.model.MeasuredModel;
import dev.attune.lab.task.Example;
import dev.attune.lm.layer.Adapter;
import dev.attune.lm.model.LanguageModel;
import dev.attune.lm.model.LoadOptions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/** What transformers computes; see {@code src/test/oracle/make_states.py}. */
class MeanStatesTest {

    private final LanguageModel model =
            LanguageModel.load(Path.of("../../language-model/src/test/resources/tiny-llama"), LoadOptions.float32());
    private final MeasuredModel measured = new MeasuredModel("tiny", model, Adapter.NONE);

    @AfterEach
    void close() {
        model.close();
    }

    @Test
    void vectorsAreThoseOfTransformers() throws IOException {
        JsonNode golden = golden();
        List<String> texts = StreamSupport.stream(golden.path("texts").spliterator(), false)
                .map(JsonNode::asText)
                .toList();
        double[][] means = MeanStates.of(measured, texts);
        for (int i = 0; i < means.length; i++) {
            for (int j = 0; j < means[i].length; j++) {
                assertThat(means[i][j])
                        .isCloseTo(golden.at("/means/" + i + "/" + j).asDouble(), within(1e-5));
            }
        }
    }

    @Test
    void aTextIsNearToItsLikeAndNeverToItself() {
        List<Example> pool = Stream.of(
                        "Where is Paris?",
                        "Where is London?",
                        "The film is fine.",
                        "A film of the other kind.",
                        "12 and 34 make 46")
                .map(text -> new Example(Map.of("text", text), List.of(), List.of("0"), text))
                .toList();
        EmbeddedNeighbours neighbours = new EmbeddedNeighbours(measured, pool);
        neighbours.prepare(List.of("Where is Rome?"));
        assertThat(neighbours.nearest("Where is Rome?", 2))
                .extracting(Example::text)
                .containsExactlyInAnyOrder("Where is Paris?", "Where is London?");
        assertThat(neighbours.nearest("Where is Paris?", 5))
                .hasSize(4)
                .extracting(Example::text)
                .doesNotContain("Where is Paris?");
        assertThat(neighbours.nearest("", 1)).hasSize(1);
    }

    private static JsonNode golden() throws IOException {
        try (InputStream file = Objects.requireNonNull(MeanStatesTest.class.getResourceAsStream("/states.json"))) {
            return Json.MAPPER.readTree(file);
        }
    }
}
