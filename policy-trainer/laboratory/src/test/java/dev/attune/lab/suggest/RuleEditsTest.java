package dev.attune.lab.suggest;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

import org.junit.jupiter.api.Test;

import dev.attune.contracts.event.Message;
import dev.attune.lab.check.CaseScore.State;
import dev.attune.lab.check.Verdict;
import dev.attune.lab.suite.Case;
import dev.attune.lab.suite.SuitePrompt;
import dev.attune.lab.workbench.Answer;
import dev.attune.lab.workbench.RunRow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class RuleEditsTest {

    private static final List<Message> TURNS = List.of(Message.user("Say {{ what }}."));

    @Test
    void whatTheFailedChecksWantIsSaidThoseThatFailedMostFirst() {
        List<RunRow> rows =
                List.of(failed(1, "is-json"), failed(2, "is-json"), failed(2, "contains"), passed(3, "{\"a\": 1}"));
        List<Suggestion> made = new RuleEdits(TURNS, Failures.of(rows), 0).suggest(9);
        assertThat(made)
                .extracting(Suggestion::label)
                .containsExactly(
                        "instructed is-json",
                        "reminded is-json",
                        "instructed contains",
                        "reminded contains",
                        "with examples");
        assertThat(made.getFirst().turns()).hasSize(2);
        assertThat(made.getFirst().turns().getFirst().content()).contains("one JSON value and nothing else");
        assertThat(made.get(1).turns().getFirst().content()).startsWith("Say {{ what }}.\n\nAnswer with one JSON");
        assertThat(made.getFirst().why()).contains("2 answers");
    }

    @Test
    void examplesAreTextAndCountInNoComparison() {
        List<RunRow> rows = List.of(failed(1, "equals"), passed(2, "{{ what }} {% if %}"));
        Suggestion shown = new RuleEdits(TURNS, Failures.of(rows), 0).suggest(9).getLast();
        assertThat(shown.shown()).containsExactly(2);
        SuitePrompt prompt = SuitePrompt.of("p", shown.turns());
        assertThat(prompt.variables()).containsExactly("what");
        List<Message> put =
                prompt.render(new Case("case 1", "", Map.of("what", "now"), List.of(), OptionalDouble.empty(), "", ""));
        assertThat(put).extracting(Message::content).contains("{{ what }} {% if %}", "Say now.");
    }

    @Test
    void aPromptThatFailedNothingTeachesNothing() {
        assertThatThrownBy(() -> Failures.of(List.of(passed(1, "a"))))
                .hasMessage("No case of the prompt failed, so that there is nothing to learn from.");
    }

    @Test
    void aReflectionReadsTheFailuresAndItsInstructionReplacesTheSystemsTurn() {
        List<String> asked = new ArrayList<>();
        Reflection reflection = new Reflection(
                (conversations, seeds) -> {
                    asked.add(conversations.getFirst().getFirst().content());
                    return List.of(
                            new Answer("They are long.\n```text\nAnswer {{ briefly }}.\n```", "", 1, Double.NaN));
                },
                List.of(new Message("system", "Be kind."), TURNS.getFirst()),
                Failures.of(List.of(failed(1, "equals"))));
        List<Suggestion> made = reflection.suggest(2);
        assertThat(asked).hasSize(2).first().asString().contains("Say {{ what }}.", "equals: wrong");
        assertThat(made).hasSize(1);
        assertThat(made.getFirst().turns())
                .extracting(Message::content)
                .containsExactly("{% raw %}Answer {{ briefly }}.{% endraw %}", "Say {{ what }}.");
    }

    @Test
    void aWriterWithoutAnInstructionIsToldOf() {
        Reflection reflection = new Reflection(
                (conversations, seeds) -> List.of(new Answer("", "nobody is there.", 1, Double.NaN)),
                TURNS,
                Failures.of(List.of(failed(1, "equals"))));
        assertThatThrownBy(() -> reflection.suggest(1)).hasMessageContaining("nobody is there");
    }

    private static RunRow failed(int number, String check) {
        return row(number, State.FAILED, "no", List.of(new Verdict(check, false, 0, "wrong", false, 1, "")));
    }

    private static RunRow passed(int number, String output) {
        return row(number, State.PASSED, output, List.of());
    }

    private static RunRow row(int number, State state, String output, List<Verdict> checks) {
        return new RunRow(
                "p",
                "m",
                number,
                "case " + number,
                1,
                Map.of("what", number),
                List.of(Message.user("Say " + number + ".")),
                output,
                "",
                state,
                state == State.PASSED ? 1 : 0,
                checks.isEmpty() ? "" : checks.getFirst().check() + ": wrong",
                checks,
                1);
    }
}
