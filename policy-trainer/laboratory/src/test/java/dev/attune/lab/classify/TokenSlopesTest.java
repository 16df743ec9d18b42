package dev.attune.lab.classify;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import dev.attune.contracts.error.AttuneException;
import dev.attune.contracts.json.Json;
import dev.attune.lab.model.MeasuredModel;
import dev.attune.lab.task.DataSource;
import dev.attune.lab.task.Example;
import dev.attune.lab.task.Label;
import dev.attune.lab.task.Style;
import dev.attune.lab.task.Task;
import dev.attune.lab.task.TaskData;
import dev.attune.lm.adapt.PromptStart;
import dev.attune.lm.adapt.Tunable;
import dev.attune.lm.layer.Adapter;
import dev.attune.lm.model.LanguageModel;
import dev.attune.lm.model.LoadOptions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

/** What torch computes; see {@code src/test/oracle/make_slopes.py}. */
class TokenSlopesTest {

    private static final Path TINY = Path.of("../../language-model/src/test/resources/tiny-llama");

    private final LanguageModel model = LanguageModel.load(TINY, LoadOptions.float32());
    private final MeasuredModel measured = new MeasuredModel("tiny", model, Adapter.NONE);
    private final JsonNode golden = golden();

    @AfterEach
    void close() {
        model.close();
    }

    @Test
    void lossAndSlopesAreThoseOfTorch() {
        TaskData data = data();
        int[] tokens = ints(golden.path("tokens"));
        int start = golden.path("start").asInt();
        assertThat(TokenSlopes.place(measured, data, data.test().getFirst(), tokens))
                .hasValue(start);
        TokenSlopes slopes = TokenSlopes.of(measured, data, data.test(), start, tokens.length);
        assertThat(slopes.loss()).isCloseTo(golden.path("loss").asDouble(), within(1e-4));
        for (int place = 0; place < tokens.length; place++) {
            for (int token = 0; token < slopes.slopes()[place].length; token++) {
                assertThat((double) slopes.slopes()[place][token])
                        .isCloseTo(golden.at("/slopes/" + place + "/" + token).asDouble(), within(2e-4));
            }
        }
    }

    /** The loss itself is the mean of what a classification with the same prompt gives. */
    @Test
    void theLossIsThatOfTheClassification() {
        TaskData data = data();
        double[][] probabilities = new Classifier(measured, data, ClassifySettings.zeroShot())
                .classify(data.test())
                .said()
                .probabilities();
        double loss = IntStream.range(0, probabilities.length)
                .mapToDouble(
                        i -> -Math.log(probabilities[i][data.labelOf(data.test().get(i))]))
                .average()
                .orElseThrow();
        assertThat(TokenSlopes.of(measured, data, data.test(), 1, 3).loss()).isCloseTo(loss, within(1e-4));
    }

    /** Its virtual tokens stand before the text: slopes are of the text's own places, and what is before them counts. */
    @Test
    void aSoftPromptBeforeTheTextIsSeen() {
        MeasuredModel tuned = new MeasuredModel(
                "tuned",
                model,
                model.tune(new Tunable.SoftPrompt(4, new PromptStart.Vocabulary()), 7)
                        .adapter());
        TaskData data = data();
        TokenSlopes slopes = TokenSlopes.of(tuned, data, data.test(), 1, 3);
        double[][] probabilities = new Classifier(tuned, data, ClassifySettings.zeroShot())
                .classify(data.test())
                .said()
                .probabilities();
        double loss = IntStream.range(0, probabilities.length)
                .mapToDouble(
                        i -> -Math.log(probabilities[i][data.labelOf(data.test().get(i))]))
                .average()
                .orElseThrow();
        assertThat(slopes.loss()).isCloseTo(loss, within(1e-4));
        TokenSlopes plain = TokenSlopes.of(measured, data, data.test(), 1, 3);
        assertThat(slopes.slopes()[0]).isNotEqualTo(plain.slopes()[0]);
    }

    @Test
    void manyLabelsAreRefused() {
        TaskData data = data();
        List<Label> labels =
                IntStream.range(0, 21).mapToObj(i -> Label.named("label " + i)).toList();
        TaskData many =
                new TaskData(data.task().withLabels(labels), data.train(), data.dev(), data.test(), data.notes());
        assertThatThrownBy(() -> TokenSlopes.of(measured, many, many.test(), 1, 3))
                .isInstanceOf(AttuneException.class)
                .hasMessageContaining("at most 20 labels");
    }

    private TaskData data() {
        List<Label> labels = StreamSupport.stream(golden.path("words").spliterator(), false)
                .map(word -> Label.named(word.asText()))
                .toList();
        Task task = Task.ofFile(DataSource.of(Path.of("none.jsonl")))
                .withLabels(labels)
                .withTemplates(List.of("Review: {{ text }}\nSentiment:"))
                .withStyle(Style.RAW);
        List<Example> examples = new ArrayList<>();
        for (int i = 0; i < golden.path("texts").size(); i++) {
            String text = golden.path("texts")
                    .get(i)
                    .asText()
                    .replaceFirst("^Review: ", "")
                    .replaceFirst("\nSentiment:$", "");
            String label = golden.path("right").get(i).asText();
            examples.add(new Example(Map.of("text", text), List.of(), List.of(label), "line " + i));
        }
        return new TaskData(task, examples, List.of(), examples, List.of());
    }

    private static int[] ints(JsonNode array) {
        int[] ints = new int[array.size()];
        Arrays.setAll(ints, i -> array.get(i).asInt());
        return ints;
    }

    private static JsonNode golden() {
        try (InputStream file = Objects.requireNonNull(TokenSlopesTest.class.getResourceAsStream("/slopes.json"))) {
            return Json.MAPPER.readTree(file);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
