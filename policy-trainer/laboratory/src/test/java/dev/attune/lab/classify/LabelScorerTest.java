package dev.attune.lab.classify;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
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
import dev.attune.lm.adapt.PromptStart;
import dev.attune.lm.adapt.Tunable;
import dev.attune.lm.batch.Padding;
import dev.attune.lm.batch.TokenBatch;
import dev.attune.lm.classify.Prompt;
import dev.attune.lm.layer.Adapter;
import dev.attune.lm.model.LanguageModel;
import dev.attune.lm.model.LoadOptions;
import dev.attune.lm.torch.Autograd;
import dev.attune.lm.torch.Operators;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

/** What transformers computes; see {@code src/test/oracle/make_likelihoods.py}. */
class LabelScorerTest {

    private static final Path TINY = Path.of("../../language-model/src/test/resources/tiny-llama");
    private static final int PLAIN_WORDS = 2;

    private final LanguageModel model = LanguageModel.load(TINY, LoadOptions.float32());
    private final MeasuredModel measured = new MeasuredModel("tiny", model, Adapter.NONE);
    private final JsonNode golden = golden();

    @AfterEach
    void close() {
        model.close();
    }

    @Test
    void likelihoodsAreThoseOfTransformers() {
        // "positive" and "negative" alone need no end mark
        List<Label> labels = labels().subList(0, PLAIN_WORDS);
        assertScores(labels, "sums");
    }

    @Test
    void wordsThatBeginOthersAreEnded() {
        assertScores(labels(), "ended");
    }

    private void assertScores(List<Label> labels, String column) {
        List<Prompt> prompts = prompts(labels);
        for (int i = 0; i < prompts.size(); i++) {
            assertThat(prompts.get(i).context())
                    .containsExactly(ints(golden.path("rows").get(i).path("tokens")));
        }
        double[][] together = new LabelScorer(measured).score(prompts);
        for (int i = 0; i < prompts.size(); i++) {
            double[] alone = new LabelScorer(measured).score(List.of(prompts.get(i)))[0];
            for (int word = 0; word < labels.size(); word++) {
                double expected =
                        golden.path("rows").get(i).path(column).get(word).asDouble();
                assertThat(together[i][word]).isCloseTo(expected, within(1e-4));
                assertThat(alone[word]).isCloseTo(expected, within(1e-4));
            }
        }
    }

    @Test
    void whatPromptsBeginWithInCommonChangesNothing() {
        List<Example> shots = List.of(example("Great.", "positive"), example("Dull.", "negative"));
        PromptWriter writer = writer(labels());
        List<Prompt> prompts = IntStream.range(0, 9)
                .mapToObj(i -> writer.prompt(example("F" + "x".repeat(i) + i, "card"), shots, labels()))
                .toList();
        double[][] together = new LabelScorer(measured).score(prompts);
        for (int i = 0; i < prompts.size(); i++) {
            double[] alone = new LabelScorer(measured).score(List.of(prompts.get(i)))[0];
            for (int word = 0; word < alone.length; word++) {
                assertThat(together[i][word]).isCloseTo(alone[word], within(1e-4));
            }
        }
    }

    /** A prompt's vectors and a prefix's keys stand before the text: the same as in a pass over all of it. */
    @Test
    void whatAnAdapterPutsBeforeTheTextIsSeen() {
        List<Tunable> tunables = List.of(
                new Tunable.SoftPrompt(3, new PromptStart.Random()),
                new Tunable.Prefix(2, 0, new PromptStart.Random()));
        for (Tunable tunable : tunables) {
            MeasuredModel tuned =
                    new MeasuredModel("tuned", model, model.tune(tunable, 7).adapter());
            List<Prompt> prompts = prompts(labels());
            double[][] together = new LabelScorer(tuned).score(prompts);
            for (int i = 0; i < prompts.size(); i++) {
                Prompt prompt = prompts.get(i);
                double[] alone = new LabelScorer(tuned).score(List.of(prompt))[0];
                for (int word = 0; word < alone.length; word++) {
                    double whole = whole(tuned, prompt, prompt.words().paths().get(word));
                    assertThat(together[i][word]).isCloseTo(whole, within(1e-4));
                    assertThat(alone[word]).isCloseTo(whole, within(1e-4));
                }
            }
        }
    }

    private double whole(MeasuredModel tuned, Prompt prompt, int[] path) {
        int[] word = Arrays.stream(path).map(prompt.words()::token).toArray();
        int start = prompt.context().length;
        int[] all = IntStream.concat(Arrays.stream(prompt.context()), Arrays.stream(word))
                .toArray();
        try (NDManager step = model.newStep();
                var recording = Autograd.off()) {
            NDArray hidden = model.transformer()
                    .hiddenStates(TokenBatch.of(step, List.of(all), Padding.RIGHT), tuned.adapter()); // (1, T, H)
            NDArray log = Operators.logSoftmax(model.transformer().logits(hidden), -1); // (1, T, V)
            double sum = 0;
            for (int i = 0; i < word.length; i++) {
                sum += log.getFloat(0, start + i - 1L, word[i]);
            }
            return sum;
        }
    }

    @Test
    void aPromptBeyondTheContextIsRefusedBeforeAnyWork() {
        Prompt prompt = writer(labels()).prompt(example("word ".repeat(5000), "card"), List.of(), labels());
        assertThatThrownBy(() -> new LabelScorer(measured).score(List.of(prompt)))
                .isInstanceOf(AttuneException.class)
                .hasMessageContaining("the place")
                .hasMessageContaining("tokens");
    }

    private List<Label> labels() {
        return StreamSupport.stream(golden.path("words").spliterator(), false)
                .map(word -> Label.named(word.asText()))
                .toList();
    }

    private List<Prompt> prompts(List<Label> labels) {
        List<Prompt> prompts = new ArrayList<>();
        PromptWriter writer = writer(labels);
        golden.path("rows").forEach(row -> {
            String text =
                    row.path("context").asText().replaceFirst("^Review: ", "").replaceFirst("\nSentiment:$", "");
            prompts.add(writer.prompt(example(text, "positive"), List.of(), labels));
        });
        return prompts;
    }

    private PromptWriter writer(List<Label> labels) {
        Task task = Task.ofFile(DataSource.of(Path.of("none.jsonl")))
                .withLabels(labels)
                .withTemplates(List.of("Review: {{ text }}\nSentiment:"))
                .withStyle(Style.RAW);
        return new PromptWriter(measured, task, Set.of("text"), false);
    }

    private static Example example(String text, String label) {
        return new Example(Map.of("text", text), List.of(), List.of(label), "the place");
    }

    private static int[] ints(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .mapToInt(JsonNode::asInt)
                .toArray();
    }

    private static JsonNode golden() {
        try (InputStream file =
                Objects.requireNonNull(LabelScorerTest.class.getResourceAsStream("/likelihoods.json"))) {
            return Json.MAPPER.readTree(file);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
