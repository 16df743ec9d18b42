package dev.attune.cli.demo;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import dev.attune.contracts.event.Message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

class HiddenRuleTest {

    private static final List<Message> PROMPT = List.of(Message.user("What is 2 plus 3?"));

    private final HiddenRule rule = new HiddenRule(
            new StylePhrases(List.of("sure!"), List.of("ugh, obviously."), List.of("my cat likes to sleep")),
            Map.of("What is 2 plus 3?", "5"),
            Taste.USUAL);

    @Test
    void addsUpWhatPeopleCareAbout() {
        assertThat(rule.score(PROMPT, "It is 5.")).isCloseTo(1.5 - 3 * 0.08, within(1e-12));
        assertThat(rule.score(PROMPT, "Sure! It is 5.")).isCloseTo(2.25 - 4 * 0.08, within(1e-12));
        assertThat(rule.score(PROMPT, "Ugh, obviously. It is 6.")).isCloseTo(-1.5 - 5 * 0.08, within(1e-12));
        assertThat(rule.score(PROMPT, "My cat likes to sleep.")).isCloseTo(-2 - 5 * 0.08, within(1e-12));
        assertThat(rule.score(PROMPT, "  ")).isZero();
    }

    @Test
    void aReferenceInsideAnotherNumberDoesNotCount() {
        assertThat(rule.score(PROMPT, "It is 15.")).isCloseTo(-3 * 0.08, within(1e-12));
    }

    @Test
    void comparesByTheDifferenceAndCallsScoresThatLieCloseATie() {
        assertThat(rule.compare(PROMPT, "It is 5.", "It is 6.")).isPositive();
        assertThat(rule.compare(PROMPT, "It is 6.", "It is 5.")).isNegative();
        assertThat(rule.compare(PROMPT, "It is 6.", "It is 7.")).isZero();
        assertThat(rule.compare(PROMPT, "It is 6.", "It is 7, I would say.")).isZero();
        assertThat(rule.compare(PROMPT, "It is 6.", "It is 7, as far as I can tell now."))
                .isCloseTo(7 * 0.08, within(1e-12));
    }

    @Test
    void refusesToJudgeAPromptWithoutAReference() {
        assertThatThrownBy(() -> rule.score(List.of(Message.user("Who?")), "Me."))
                .hasMessage("No reference answer is known for the prompt 'Who?'.");
    }
}
