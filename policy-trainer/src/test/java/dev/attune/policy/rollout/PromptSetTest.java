package dev.attune.policy.rollout;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import dev.attune.contracts.event.Message;

import static org.assertj.core.api.Assertions.assertThat;

class PromptSetTest {

    private static final PromptSet TEN = new PromptSet(
            IntStream.range(0, 10).mapToObj(i -> List.of(Message.user("p" + i))).toList(),
            IntStream.range(0, 10).mapToObj(i -> new int[] {i}).toList(),
            0);

    @Test
    void updatesGoThroughAllPromptsBeforeAnyComesAgain() {
        int[] first = TEN.draw(5, 0, 4);
        int[] second = TEN.draw(5, 1, 4);
        int[] third = TEN.draw(5, 2, 4);
        int[] seen = IntStream.concat(
                        IntStream.concat(Arrays.stream(first), Arrays.stream(second)),
                        Arrays.stream(third).limit(2))
                .sorted()
                .toArray();
        assertThat(seen).containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
    }

    @Test
    void aDrawDependsOnSeedAndUpdateOnly() {
        TEN.draw(5, 9, 3);
        assertThat(TEN.draw(5, 3, 7)).isEqualTo(TEN.draw(5, 3, 7)).isNotEqualTo(TEN.draw(6, 3, 7));
    }

    @Test
    void moreAnswersThanPromptsMeansEachPromptSeveralTimes() {
        assertThat(Arrays.stream(TEN.draw(1, 0, 30)).sorted().toArray())
                .containsExactly(IntStream.range(0, 30).map(i -> i / 3).toArray());
    }
}
