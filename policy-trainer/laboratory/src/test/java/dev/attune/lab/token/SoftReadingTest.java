package dev.attune.lab.token;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import dev.attune.lab.classify.Classifier;
import dev.attune.lab.classify.ClassifySettings;
import dev.attune.lab.model.MeasuredModel;
import dev.attune.lab.task.DataSource;
import dev.attune.lab.task.Example;
import dev.attune.lab.task.Label;
import dev.attune.lab.task.Task;
import dev.attune.lab.task.TaskData;
import dev.attune.lm.adapt.PromptAdapter;
import dev.attune.lm.layer.Adapter;
import dev.attune.lm.model.LanguageModel;
import dev.attune.lm.model.LoadOptions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

class SoftReadingTest {

    private static final int[] TOKENS = {40, 71, 12};

    private final LanguageModel model =
            LanguageModel.load(Path.of("../../language-model/src/test/resources/tiny-llama"), LoadOptions.float32());

    @AfterEach
    void close() {
        model.close();
    }

    /** A prompt of the embeddings of some tokens, each longer than it is. */
    private MeasuredModel prompted(float length) {
        NDArray table = model.transformer().tokenEmbedding().value();
        int size = (int) table.getShape().get(1);
        float[] values = new float[TOKENS.length * size];
        for (int place = 0; place < TOKENS.length; place++) {
            float[] row = table.get(TOKENS[place]).toFloatArray();
            for (int i = 0; i < size; i++) {
                values[place * size + i] = length * row[i];
            }
        }
        NDArray vectors = model.manager().create(values, new Shape(TOKENS.length, size));
        return new MeasuredModel("soft", model, PromptAdapter.of(model.manager().newSubManager(), vectors));
    }

    @Test
    void vectorsOfTokensAreReadAsThese() {
        SoftReading reading = SoftReading.of(prompted(1));
        assertThat(reading.byAngle()).containsExactly(TOKENS);
        assertThat(reading.byDistance()).containsExactly(TOKENS);
        assertThat(reading.places()).allSatisfy(place -> {
            assertThat(place.byAngle().value()).isCloseTo(1, within(1e-6));
            assertThat(place.byDistance().value()).isCloseTo(0, within(1e-3));
        });
    }

    @Test
    void theAngleOfALongVectorIsThatOfAShortOne() {
        SoftReading reading = SoftReading.of(prompted(30));
        assertThat(reading.byAngle()).containsExactly(TOKENS);
        assertThat(reading.places().getFirst().byDistance().value())
                .isGreaterThan(reading.places().getFirst().length() / 2);
    }

    @Test
    void tokensInThePlaceOfAPromptOfTokensAreWorthTheSame() {
        MeasuredModel soft = prompted(1);
        SoftReading reading = SoftReading.of(soft);
        TaskData data = data();
        double[][] one = probabilities(soft, data);
        double[][] other = probabilities(reading.projected("angle", reading.byAngle()), data);
        double[][] without = probabilities(reading.without(), data);
        for (int i = 0; i < one.length; i++) {
            assertThat(other[i]).containsExactly(one[i], within(1e-6));
        }
        assertThat(Arrays.deepEquals(one, without)).isFalse();
        ReadingMeasure measured = ReadingMeasure.of(soft, reading, data, 4, 1);
        assertThat(measured.examples()).isEqualTo(4);
        assertThat(measured.angleLessSoft().value()).isZero();
        assertThat(measured.collapses()).isFalse();
    }

    private static double[][] probabilities(MeasuredModel measured, TaskData data) {
        return new Classifier(measured, data, ClassifySettings.zeroShot())
                .classify(data.test())
                .said()
                .probabilities();
    }

    private static TaskData data() {
        Task task = Task.ofFile(DataSource.of(Path.of("none.csv")))
                .withLabels(List.of(Label.named("good"), Label.named("bad")))
                .withTemplates(List.of("Review: {{ text }}"));
        List<Example> tests = IntStream.range(0, 6)
                .mapToObj(i -> new Example(
                        Map.of("text", "It is " + i), List.of(), List.of(i % 2 == 0 ? "good" : "bad"), "line " + i))
                .toList();
        return new TaskData(task, List.of(), List.of(), tests, List.of());
    }

    @Test
    void whatIsNoSoftPromptIsRefused() {
        assertThatThrownBy(() -> SoftReading.of(new MeasuredModel("plain", model, Adapter.NONE)))
                .hasMessageContaining("no vectors before the text");
    }
}
