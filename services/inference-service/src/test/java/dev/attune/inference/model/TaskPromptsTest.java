package dev.attune.inference.model;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import dev.attune.contracts.json.Json;
import dev.attune.contracts.task.TaskCalibration;
import dev.attune.contracts.task.TaskDocument;
import dev.attune.contracts.task.TaskEvidence;
import dev.attune.contracts.task.TaskExample;
import dev.attune.contracts.task.TaskExamples;
import dev.attune.contracts.task.TaskFigure;
import dev.attune.contracts.task.TaskLabel;
import dev.attune.contracts.task.TaskPrompt;
import dev.attune.contracts.task.TaskStyle;
import dev.attune.lm.classify.MixedScorer;
import dev.attune.lm.classify.MixedScorer.Row;
import dev.attune.lm.classify.Prompt;
import dev.attune.lm.error.CheckpointException;
import dev.attune.lm.model.LanguageModel;
import dev.attune.lm.model.LoadOptions;
import dev.attune.lm.rows.ResidentAdapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

/** What is served against what transformers computes: the laboratory's {@code make_likelihoods.py}. */
class TaskPromptsTest {

    private static final Path TINY = Path.of("../../language-model/src/test/resources/tiny-llama");
    private static final Path GOLDEN = Path.of("../../policy-trainer/laboratory/src/test/resources/likelihoods.json");
    private static final String TEMPLATE = "Review: {{ text }}\nSentiment:";

    private final LanguageModel model = LanguageModel.load(TINY, LoadOptions.float32());

    @AfterEach
    void close() {
        model.close();
    }

    @Test
    void tokensAndLikelihoodsAreThoseOfTransformers() throws IOException {
        JsonNode golden = Json.MAPPER.readTree(GOLDEN.toFile());
        List<TaskLabel> labels = StreamSupport.stream(golden.path("words").spliterator(), false)
                .map(word -> new TaskLabel(word.asText(), "", "", List.of(word.asText())))
                .toList();
        TaskPrompts prompts = prompts(task(TEMPLATE, labels, TaskExamples.none()));
        List<Integer> all = IntStream.range(0, labels.size()).boxed().toList();
        List<Row> rows = new ArrayList<>();
        for (JsonNode row : golden.path("rows")) {
            String text =
                    row.path("context").asText().replaceFirst("^Review: ", "").replaceFirst("\nSentiment:$", "");
            Prompt prompt = prompts.labelled(Map.of("text", text), all, "a row");
            assertThat(prompt.context())
                    .containsExactly(StreamSupport.stream(row.path("tokens").spliterator(), false)
                            .mapToInt(JsonNode::asInt)
                            .toArray());
            rows.add(new Row(prompt, ResidentAdapter.BASE));
        }
        double[][] scores = new MixedScorer(model).score(rows);
        for (int i = 0; i < scores.length; i++) {
            for (int word = 0; word < labels.size(); word++) { // "card" begins "card arrival": all are ended
                assertThat(scores[i][word])
                        .isCloseTo(
                                golden.path("rows")
                                        .get(i)
                                        .path("ended")
                                        .get(word)
                                        .asDouble(),
                                within(1e-4));
            }
        }
    }

    @Test
    void examplesStandBeforeTheInput() {
        TaskExamples shown =
                new TaskExamples(null, 1, List.of(new TaskExample("1", Map.of("text", "Fine {{ text }}."))));
        List<TaskLabel> labels = List.of(
                new TaskLabel("negative", "0", "", List.of("bad")),
                new TaskLabel("positive", "1", "", List.of("good")));
        TaskPrompts prompts = prompts(task(TEMPLATE, labels, shown));
        String expected = "Review: Fine {{ text }}.\nSentiment: good\n\nReview: So so.\nSentiment:";
        int[] context = prompts.labelled(Map.of("text", "So so."), List.of(0, 1), "a row")
                .context();
        assertThat(model.tokenizer().decode(context)).isEqualTo(expected);
        assertThat(prompts.open(Map.of("text", "So so."))).isEqualTo(context);
    }

    @Test
    void aTemplateThatReadsWhatNoInputGivesIsRefused() {
        assertThatExceptionOfType(CheckpointException.class)
                .isThrownBy(() -> prompts(task("{{ txet }}", List.of(), TaskExamples.none())))
                .withMessageContaining("[txet], which no input gives");
    }

    private TaskPrompts prompts(TaskDocument task) {
        return new TaskPrompts(task, new TaskPool(task, List.of()), model);
    }

    private static TaskDocument task(String template, List<TaskLabel> labels, TaskExamples shown) {
        return new TaskDocument(
                "reviews",
                null,
                "base-1",
                List.of(),
                List.of("text"),
                new TaskPrompt("", template, " ", TaskStyle.RAW, labels, shown, TaskCalibration.NONE, null),
                null,
                new TaskEvidence("none", 1, Map.of("accuracy", new TaskFigure(0.5, 0, 1)), Map.of(), null, null));
    }
}
