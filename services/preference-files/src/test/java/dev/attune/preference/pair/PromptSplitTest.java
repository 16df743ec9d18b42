package dev.attune.preference.pair;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import dev.attune.contracts.event.Message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

class PromptSplitTest {

    @Test
    void noPromptIsOnBothSidesAndNoPairIsLost() {
        List<PreferencePair> pairs = pairs(200, 3);
        PromptSplit split = PromptSplit.of(pairs, 0.2, 1);
        assertThat(prompts(split.training())).doesNotContainAnyElementsOf(prompts(split.heldOut()));
        assertThat(split.training().size() + split.heldOut().size()).isEqualTo(pairs.size());
        assertThat(split.heldOut()).isNotEmpty();
    }

    @Test
    void theShareIsMetOnAverage() {
        PromptSplit split = PromptSplit.of(pairs(2000, 1), 0.1, 7);
        // Binomial(2000, 0.1): standard deviation 13.4
        assertThat((double) split.heldOut().size()).isCloseTo(200, within(60.0));
    }

    @Test
    void aPromptStaysOnItsSideWhenMorePreferencesCome() {
        Set<String> before = prompts(PromptSplit.of(pairs(100, 1), 0.2, 3).heldOut());
        Set<String> after = prompts(PromptSplit.of(pairs(300, 1), 0.2, 3).heldOut());
        assertThat(after).containsAll(before);
    }

    @Test
    void theSeedDecidesWhichPromptsAreHeldOut() {
        List<PreferencePair> pairs = pairs(200, 1);
        assertThat(PromptSplit.of(pairs, 0.2, 1)).isEqualTo(PromptSplit.of(pairs, 0.2, 1));
        assertThat(prompts(PromptSplit.of(pairs, 0.2, 1).heldOut()))
                .isNotEqualTo(prompts(PromptSplit.of(pairs, 0.2, 2).heldOut()));
    }

    @Test
    void bothSidesHaveAPromptHoweverFewThereAre() {
        PromptSplit nothingDrawn = PromptSplit.of(pairs(2, 1), 1e-9, 1);
        assertThat(nothingDrawn.heldOut()).hasSize(1);
        PromptSplit allDrawn = PromptSplit.of(pairs(2, 1), 1 - 1e-9, 1);
        assertThat(allDrawn.training()).hasSize(1);
    }

    @Test
    void onePromptCannotBeSplit() {
        assertThatThrownBy(() -> PromptSplit.of(pairs(1, 4), 0.5, 1))
                .hasMessageContaining("All 4 preferences are about one prompt");
    }

    private static Set<String> prompts(List<PreferencePair> pairs) {
        return pairs.stream().map(pair -> Message.readable(pair.prompt())).collect(Collectors.toSet());
    }

    private static List<PreferencePair> pairs(int prompts, int perPrompt) {
        List<PreferencePair> pairs = new ArrayList<>();
        IntStream.range(0, prompts)
                .forEach(prompt -> IntStream.range(0, perPrompt)
                        .forEach(pair -> pairs.add(PreferencePair.of(
                                List.of(Message.user("prompt " + prompt)), "good " + pair, "bad " + pair))));
        return pairs;
    }
}
