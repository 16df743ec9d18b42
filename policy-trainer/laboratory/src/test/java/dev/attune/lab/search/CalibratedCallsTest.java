package dev.attune.lab.search;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.attune.lab.classify.Calibration;
import dev.attune.lab.classify.Classifier;
import dev.attune.lab.classify.NeighbourPool;
import dev.attune.lab.classify.ShotChoice;
import dev.attune.lab.model.MeasuredModel;
import dev.attune.lab.prompt.SearchPrompt;
import dev.attune.lab.prompt.Shown;
import dev.attune.lab.task.DataSource;
import dev.attune.lab.task.Example;
import dev.attune.lab.task.Label;
import dev.attune.lab.task.Task;
import dev.attune.lab.task.TaskData;
import dev.attune.lm.adapt.PromptStart;
import dev.attune.lm.adapt.Tunable;
import dev.attune.lm.layer.Adapter;
import dev.attune.lm.model.LanguageModel;
import dev.attune.lm.model.LoadOptions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/** A search's own arithmetic beside that of the classification that measures its prompt later. */
class CalibratedCallsTest {

    private static final Path TINY = Path.of("../../language-model/src/test/resources/tiny-llama");

    @TempDir
    Path folder;

    private final LanguageModel model = LanguageModel.load(TINY, LoadOptions.float32());
    private final MeasuredModel measured = new MeasuredModel("tiny", model, Adapter.NONE);
    private final TaskData data = data();

    @AfterEach
    void close() {
        model.close();
    }

    private static TaskData data() {
        List<Example> examples = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            examples.add(new Example(
                    Map.of("text", i % 2 == 0 ? "What is " + i + "?" : "A dog, " + i),
                    List.of(),
                    List.of(i % 2 == 0 ? "good" : "bad"),
                    "line " + i));
        }
        Task task = Task.ofFile(DataSource.of(Path.of("none.csv")))
                .withLabels(List.of(Label.named("bad"), Label.named("good")))
                .withTemplates(List.of("{{ text }} is"));
        return new TaskData(
                task, examples.subList(0, 40), examples.subList(40, 50), examples.subList(50, 60), List.of());
    }

    @Test
    void callsGiveWhatTheClassificationGives() {
        for (Shown shown : List.of(
                Shown.none(),
                Shown.of(data.train().subList(3, 4)),
                Shown.nearest(ShotChoice.NEAREST, 1),
                Shown.nearest(ShotChoice.NEAREST_EMBEDDING, 1))) {
            for (Calibration calibration : Calibration.values()) {
                SearchPrompt prompt =
                        SearchPrompt.of(data.task(), 0).with(shown).with(calibration);
                try (CallStore store = CallStore.open(folder.resolve(shown.told() + calibration))) {
                    Calls calls = new Calls(new ModelScorer(measured, data, 0), data, store, "m", 500);
                    List<Outcome> outcomes = calls.outcomes(prompt, data.dev());
                    double[][] expected = new Classifier(
                                    measured,
                                    prompt.on(data),
                                    prompt.settings(0),
                                    shown.given(),
                                    new NeighbourPool(measured, data.train()))
                            .classify(data.dev())
                            .said()
                            .probabilities();
                    for (int i = 0; i < expected.length; i++) {
                        assertThat(outcomes.get(i).probabilities()).containsExactly(expected[i], within(1e-5));
                    }
                }
            }
        }
    }

    @Test
    void aCalibrationCostsWhatItReads() {
        SearchPrompt plain = SearchPrompt.of(data.task(), 0);
        try (CallStore store = CallStore.open(folder)) {
            Calls calls = new Calls(new ModelScorer(measured, data, 0), data, store, "m", 50);
            calls.outcomes(plain, data.dev());
            assertThat(calls.used()).isEqualTo(10);
            calls.outcomes(plain.with(Calibration.CONTEXTUAL), data.dev());
            assertThat(calls.used()).isEqualTo(13);
            calls.outcomes(plain.with(Calibration.BATCH), data.dev());
            assertThat(calls.used()).isEqualTo(45);
            SearchPrompt other = plain.with(Shown.of(data.train().subList(0, 1)));
            assertThat(calls.outcomes(other.with(Calibration.BATCH), data.dev()))
                    .as("32 texts are more than the 5 calls that are left")
                    .isEmpty();
        }
    }

    /** What is kept is found again by the weights, not by what their folder is called. */
    @Test
    void weightsNameAModel() {
        assertThat(new MeasuredModel("elsewhere", model, Adapter.NONE).digest()).isEqualTo(measured.digest());
        Tunable soft = new Tunable.SoftPrompt(2, new PromptStart.Uniform());
        String one = new MeasuredModel("tiny", model, model.tune(soft, 1).adapter()).digest();
        String same = new MeasuredModel("tiny", model, model.tune(soft, 1).adapter()).digest();
        String other = new MeasuredModel("tiny", model, model.tune(soft, 2).adapter()).digest();
        assertThat(one).isEqualTo(same).isNotEqualTo(other).isNotEqualTo(measured.digest());
    }
}
