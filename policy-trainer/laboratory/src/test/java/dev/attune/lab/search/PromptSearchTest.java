package dev.attune.lab.search;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import dev.attune.contracts.error.AttuneException;
import dev.attune.contracts.event.Message;
import dev.attune.lab.classify.ShotChoice;
import dev.attune.lab.prompt.Instruction;
import dev.attune.lab.prompt.SearchPrompt;
import dev.attune.lab.task.Example;
import dev.attune.lab.task.TaskData;
import dev.attune.lab.workbench.Answer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

/** Searches over {@link FeatureScorer}, a stand-in for a model. */
class PromptSearchTest {

    private static final int CALLS = 800;
    private static final TaskData DATA = FeatureScorer.data(600);

    @TempDir
    Path folder;

    private final List<String> asked = new ArrayList<>();

    /** Writes the same instruction again and again. */
    private Proposer writer(boolean reflects) {
        return new Proposer(
                (conversations, seeds) -> {
                    asked.add(conversations.getFirst().stream()
                            .map(Message::content)
                            .collect(Collectors.joining()));
                    return List.of(new Answer("\"Say {{ yes }} or no.\"", "", 0, Double.NaN));
                },
                "stand-in",
                reflects);
    }

    private SearchResult run(PromptScorer scorer, Strategy strategy, int calls, long seed, Path where) {
        SearchSettings settings =
                new SearchSettings(calls, seed, strategy, List.of("It says yes too often."), 0, false);
        return new PromptSearch(scorer, "stand-in", writer(strategy == Strategy.GEPA), DATA, settings, line -> {})
                .run(where);
    }

    @ParameterizedTest
    @EnumSource(names = {"HALVING", "TPE", "GEPA"}) // chance alone needs more calls
    void strategiesFindWhatHelpsWithinTheirBudget(Strategy strategy) {
        FeatureScorer scorer = new FeatureScorer();
        SearchResult found = run(scorer, strategy, CALLS, 1, folder);
        assertThat(found.calls()).isLessThanOrEqualTo(CALLS).isEqualTo(scorer.texts.size() + found.proposals());
        assertThat(found.calls()).as("the budget is used").isGreaterThan(CALLS / 2);
        assertThat(found.prompt().examples().choice()).isEqualTo(ShotChoice.NEAREST);
        assertThat(found.difference().low()).isPositive();
        assertThat(found.after().value() - found.before().value())
                .isCloseTo(found.difference().value(), within(1e-9));
        assertThat(found.chance()).isLessThan(0.001);
        assertThat(asked).hasSize(found.proposals()).first().asString().contains("It says yes too often.", "is right.");
    }

    @ParameterizedTest
    @EnumSource(Strategy.class)
    void theSameSeedFindsTheSame(Strategy strategy) {
        SearchResult one = run(new FeatureScorer(), strategy, 400, 7, folder.resolve("one"));
        assertThat(run(new FeatureScorer(), strategy, 400, 7, folder.resolve("two")))
                .isEqualTo(one);
    }

    @ParameterizedTest
    @CsvSource({"RANDOM", "HALVING", "TPE"})
    void noPromptIsDroppedBeforeThirtyItems(Strategy strategy) {
        SearchResult found = run(new FeatureScorer(), strategy, CALLS, 2, folder);
        assertThat(found.tries())
                .hasSizeGreaterThan(3)
                .allSatisfy(tried -> assertThat(tried.fault().isEmpty() ? tried.items() : Search.LEAST)
                        .isGreaterThanOrEqualTo(Search.LEAST));
    }

    @Test
    void heldOutTextsAreReadAtTheEndWithTwoPromptsOnly() {
        FeatureScorer scorer = new FeatureScorer();
        SearchResult found = run(scorer, Strategy.HALVING, CALLS, 3, folder);
        Set<String> heldOut = DATA.test().stream().map(Example::text).collect(Collectors.toSet());
        int first = 0;
        while (!heldOut.contains(scorer.texts.get(first))) {
            first++;
        }
        assertThat(scorer.texts.subList(first, scorer.texts.size()))
                .hasSize(2 * found.heldOut())
                .allMatch(heldOut::contains);
        assertThat(new HashSet<>(scorer.prompts.subList(first, scorer.prompts.size())))
                .containsExactlyInAnyOrder(found.start(), found.prompt());
    }

    @ParameterizedTest
    @EnumSource(Strategy.class)
    void aKillLosesNothing(Strategy strategy) throws IOException {
        SearchResult whole = run(new FeatureScorer(), strategy, 400, 5, folder.resolve("whole"));
        Path broken = folder.resolve("broken");
        assertThatThrownBy(() -> run(new FeatureScorer(130), strategy, 400, 5, broken))
                .hasMessage("killed");
        Path kept = broken.resolve("calls.jsonl");
        int before = Files.readAllLines(kept).size();
        Files.writeString(kept, "{\"key\": \"half a li", StandardOpenOption.APPEND);
        SearchResult taken = run(new FeatureScorer(), strategy, 400, 5, broken);
        assertThat(taken.fresh()).isEqualTo(whole.calls() - before);
        assertThat(taken.prompt()).isEqualTo(whole.prompt());
        assertThat(taken.tries()).isEqualTo(whole.tries());
        assertThat(taken.after()).isEqualTo(whole.after());
        assertThat(run(new FeatureScorer(0), strategy, 400, 5, broken).fresh()).isZero();
    }

    @Test
    void anotherModelsAnswersAreNotTaken() {
        run(new FeatureScorer(), Strategy.RANDOM, 200, 1, folder);
        FeatureScorer other = new FeatureScorer();
        SearchSettings settings = new SearchSettings(200, 1, Strategy.RANDOM, List.of(), 0, false);
        new PromptSearch(other, "another", writer(false), DATA, settings, line -> {}).run(folder);
        assertThat(other.texts).isNotEmpty();
    }

    @Test
    void whatAModelWritesIsTextAndNoTemplate() {
        run(new FeatureScorer(), Strategy.GEPA, CALLS, 1, folder);
        Instruction written = new Instruction("{% raw %}Say {{ yes }} or no.{% endraw %}", false, "stand-in");
        assertThat(written.said(DATA.task().labels())).isEqualTo("Say {{ yes }} or no.");
        Space space = new Space(SearchPrompt.of(DATA.task(), 0), List.of());
        int[] choice = new int[5];
        choice[Space.INSTRUCTION] = space.add(written);
        assertThat(space.prompt(choice).system()).isEqualTo("Say {{ yes }} or no.");
        assertThat(space.add(written)).isEqualTo(choice[Space.INSTRUCTION]);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Answer yes.                          | Answer yes.",
                "'\"Answer yes.\"'                    | Answer yes.",
                "New instruction: Answer yes.         | Answer yes.",
                "Here it is: ```text\\nAnswer yes.``` | Answer yes.",
                "{% endraw %}{{ secret }}             | ''",
            })
    void instructionsAreFoundInAnswers(String answer, String instruction) {
        assertThat(Proposals.instruction(answer.replace("\\n", "\n"))).isEqualTo(instruction);
    }

    @Test
    void tooFewCallsOrExamplesAreRefused() {
        assertThatThrownBy(() -> new SearchSettings(99, 0, Strategy.TPE, List.of(), 0, false))
                .isInstanceOf(AttuneException.class)
                .hasMessageContaining("--calls of 100 or more");
        SearchSettings settings = new SearchSettings(100, 0, Strategy.TPE, List.of(), 0, false);
        PromptSearch search = new PromptSearch(
                new FeatureScorer(), "stand-in", writer(false), FeatureScorer.data(12), settings, line -> {});
        assertThatThrownBy(() -> search.run(folder)).hasMessageContaining("stand-in has 4, 4 and 4");
    }
}
