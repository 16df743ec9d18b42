package dev.attune.lab.token;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import dev.attune.contracts.error.AttuneException;
import dev.attune.lab.classify.TokenSlopes;
import dev.attune.lab.model.MeasuredModel;
import dev.attune.lab.prompt.SearchPrompt;
import dev.attune.lab.task.DataSource;
import dev.attune.lab.task.Example;
import dev.attune.lab.task.Label;
import dev.attune.lab.task.Task;
import dev.attune.lab.task.TaskData;
import dev.attune.lm.layer.Adapter;
import dev.attune.lm.model.LanguageModel;
import dev.attune.lm.model.LoadOptions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** On the model that this repository makes. */
class TokenSearchTest {

    private static final int STEPS = 4;
    private static LanguageModel model;

    @TempDir
    Path folder;

    @BeforeAll
    static void load() {
        model = LanguageModel.load(Path.of("../../language-model/models/attune-tiny"), LoadOptions.float32());
    }

    @AfterAll
    static void close() {
        model.close();
    }

    private static MeasuredModel measured() {
        return new MeasuredModel("tiny", model, Adapter.NONE);
    }

    private static TaskData data() {
        List<Example> examples = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            String text = i % 2 == 0 ? "What is " + i + " plus 1?" : "Is a dog number " + i + " a pet?";
            examples.add(new Example(
                    Map.of("text", text), List.of(), List.of(i % 2 == 0 ? "numbers" : "animals"), "line " + i));
        }
        Task task = Task.ofFile(DataSource.of(Path.of("none.csv")))
                .withLabels(List.of(Label.named("animals"), Label.named("numbers")))
                .withTemplates(List.of("{{ text }}"));
        return new TaskData(
                task, examples.subList(0, 24), examples.subList(24, 42), examples.subList(42, 60), List.of());
    }

    private TokenResult run(TokenMethod method, Path where, int killedAfter) {
        TokenSettings settings = new TokenSettings(method, 4, STEPS, 64, 6, 8, 3);
        SearchPrompt start = SearchPrompt.of(data().task(), 0);
        int[] told = {0};
        return new TokenSearch(measured(), data(), start, settings, line -> {
                    if (line.startsWith("step") && ++told[0] > killedAfter) {
                        throw new IllegalStateException("killed");
                    }
                })
                .run(where);
    }

    @ParameterizedTest
    @EnumSource(TokenMethod.class)
    void lossesFallAndTokensAreFoundAgainInThePrompt(TokenMethod method) {
        TokenResult found = run(method, folder, Integer.MAX_VALUE);
        assertThat(found.steps()).hasSize(STEPS).allSatisfy(step -> {
            assertThat(step.after()).isLessThanOrEqualTo(step.before());
            assertThat(step.tried()).isBetween(1, 6);
            assertThat(step.text().codePoints()).allMatch(ReadableTokens::isPrintable);
            int[] tokens = model.tokenizer().encodeText(step.text());
            assertThat(tokens).hasSize(4);
            TaskData with = TokenSearch.with(found.start(), step.text()).on(data());
            assertThat(data().test())
                    .allSatisfy(example -> assertThat(TokenSlopes.place(measured(), with, example, tokens))
                            .isPresent());
        });
        assertThat(found.steps()).anySatisfy(step -> assertThat(step.after()).isLessThan(step.before()));
        assertThat(found.devAfter()).isLessThanOrEqualTo(found.devBefore());
        assertThat(found.difference().value())
                .isEqualTo(
                        found.after().value() - found.before().value(), org.assertj.core.api.Assertions.within(1e-9));
        assertThat(found.heldOut()).isEqualTo(18);
    }

    @Test
    void aKillLosesNothing() {
        TokenResult whole = run(TokenMethod.GCG, folder.resolve("whole"), Integer.MAX_VALUE);
        Path broken = folder.resolve("broken");
        assertThatThrownBy(() -> run(TokenMethod.GCG, broken, 1)).hasMessage("killed");
        TokenResult taken = run(TokenMethod.GCG, broken, Integer.MAX_VALUE);
        assertThat(taken.steps()).isEqualTo(whole.steps());
        assertThat(taken.text()).isEqualTo(whole.text());
        assertThat(taken.calls()).isEqualTo(whole.calls());
    }

    @Test
    void onlyReadableTokensStandInPrompts() {
        ReadableTokens readable =
                new ReadableTokens(model.tokenizer(), model.config().vocabularySize());
        model.tokenizer()
                .special("eos_token")
                .ifPresent(end -> assertThat(readable.isAllowed(end)).isFalse());
        for (int token = 0; token < model.config().vocabularySize(); token++) {
            if (readable.isAllowed(token)) {
                String text = readable.text(new int[] {token});
                assertThat(text).isNotBlank().doesNotContain("\n", "{", "}", "\uFFFD");
                assertThat(model.tokenizer().encodeText(text)).containsExactly(token);
            }
        }
        int[] first = readable.first(10);
        assertThat(first).hasSize(10);
        assertThat(readable.turnsIntoItself(first)).isTrue();
        assertThat(Arrays.stream(first)).allMatch(readable::isAllowed);
    }

    @Test
    void tooFewExamplesOrTokensAreRefused() {
        assertThatThrownBy(() -> new TokenSettings(TokenMethod.GCG, 0, 1, 1, 1, 1, 0))
                .isInstanceOf(AttuneException.class)
                .hasMessageContaining("1 to 100 tokens");
        TokenSettings large = new TokenSettings(TokenMethod.GCG, 4, 1, 1, 1, 100, 0);
        assertThatThrownBy(
                        () -> new TokenSearch(measured(), data(), SearchPrompt.of(data().task(), 0), large, line -> {}))
                .hasMessageContaining("need 200 examples to learn from");
    }
}
