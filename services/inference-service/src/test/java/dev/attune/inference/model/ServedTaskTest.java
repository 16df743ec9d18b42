package dev.attune.inference.model;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

import dev.attune.contracts.event.CheckpointEvent.TaskVersion;
import dev.attune.contracts.json.Json;
import dev.attune.contracts.task.TaskDocument;
import dev.attune.contracts.task.TaskFiles;
import dev.attune.contracts.task.TaskLabel;
import dev.attune.inference.TaskAnswer;
import dev.attune.inference.TaskQuestion;
import dev.attune.inference.config.TaskConfig;
import dev.attune.lm.model.LanguageModel;
import dev.attune.lm.model.LoadOptions;
import dev.attune.lm.peft.PeftDirectory;
import dev.attune.lm.rows.ResidentAdapter;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/**
 * A task with nearest examples, a shortlist, batch calibration and a LoRA adapter answers as {@code evaluate classify} did on the same
 * texts: the laboratory's ServedTaskTest wrote folder and answers, and keeps them as they are.
 */
class ServedTaskTest {

    private static final Path TINY = Path.of("../../language-model/src/test/resources/tiny-llama");
    private static final Path SERVED = Path.of("../../policy-trainer/laboratory/src/test/resources/served");

    private record Rows(int kept, int inputs, int rows) implements TaskConfig {}

    @Test
    void answersAsItWasMeasured() throws IOException {
        TaskDocument document = TaskFiles.read(SERVED);
        JsonNode expected = Json.MAPPER.readTree(SERVED.resolve("answers.json").toFile());
        List<Map<String, Object>> inputs = new ArrayList<>();
        expected.forEach(row -> inputs.add(Map.of("text", row.path("text").asText())));
        try (LanguageModel model = LanguageModel.load(TINY, LoadOptions.float32())) {
            ModelLease base = new ModelLease(LoadedModel.base("base-1", model), () -> {});
            ResidentAdapter adapter = ResidentAdapter.of(
                    model.manager(),
                    model.transformer(),
                    PeftDirectory.load(model.manager(), model.transformer(), TINY.resolve("adapter")));
            try (TaskModel task = new TaskModel(
                    "task-1",
                    new TaskVersion("money", 1),
                    new TaskModel.TaskFolder(document, TaskFiles.readPool(SERVED, document)),
                    base,
                    List.of(adapter))) {
                TaskReader reader = new TaskReader(new TaskRows(new Rows(1, 64, 8), new SimpleMeterRegistry()));
                List<TaskAnswer> all = reader.answer(task, new TaskQuestion(inputs), new Interest("somebody"));
                for (int i = 0; i < inputs.size(); i++) {
                    TaskAnswer alone = reader.answer(
                                    task, new TaskQuestion(inputs.subList(i, i + 1)), new Interest("somebody"))
                            .getFirst();
                    assertThat(alone.label())
                            .isEqualTo(expected.get(i).path("predicted").asText());
                    for (int label = 0; label < document.prompt().labels().size(); label++) {
                        TaskLabel said = document.prompt().labels().get(label);
                        double measured =
                                expected.get(i).path("probabilities").get(label).asDouble();
                        assertThat(requireNonNull(alone.probabilities()).get(said.name()))
                                .isCloseTo(measured, within(1e-4));
                        assertThat(requireNonNull(all.get(i).probabilities()).get(said.name()))
                                .as("whatever else is asked with it")
                                .isCloseTo(measured, within(1e-4));
                    }
                }
            }
        }
    }
}
