package dev.attune.policy.ppo;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;

import org.junit.jupiter.api.Test;

import dev.attune.contracts.event.Message;
import dev.attune.contracts.json.Json;
import dev.attune.contracts.settings.Configurations;
import dev.attune.contracts.settings.ppo.PpoConfig;
import dev.attune.policy.rollout.Rollout;
import dev.attune.policy.rollout.Trajectory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class MinibatchTest {

    /** Answers of 1, 3 and 4 tokens; the first two have a value after their end, too. */
    private static final Rollout ROLLOUT = new Rollout(List.of(answer(1, 2), answer(3, 4), answer(4, 4)));

    private static final float[][] ADVANTAGES = {{1}, {2, 3, 4}, {9, 9, 9, 9}};
    private static final float[][] RETURNS = {{1, 1}, {1, 1, 1, 1}, {1, 1, 1, 1}};

    @Test
    void everyTokenCountsTheSame() {
        Minibatch minibatch = minibatch("{}", List.of(0, 1));
        assertThat(minibatch.items()).extracting(Minibatch.Item::tokenWeight).containsExactly(1 / 4f, 1 / 4f);
        assertThat(minibatch.items()).extracting(Minibatch.Item::valueWeight).containsExactly(1 / 6f, 1 / 6f);
    }

    @Test
    void everyAnswerCountsTheSame() {
        Minibatch minibatch = minibatch("{\"loss\": {\"reduction\": \"answers\"}}", List.of(0, 1));
        assertThat(minibatch.items()).extracting(Minibatch.Item::tokenWeight).containsExactly(1 / 2f, 1 / 6f);
        assertThat(minibatch.items()).extracting(Minibatch.Item::valueWeight).containsExactly(1 / 4f, 1 / 8f);
    }

    @Test
    void theMinibatchesOwnTokensAreTheScopeOfWhitening() {
        // 1, 2, 3, 4: mean 2.5, variance 5/3 unbiased and 5/4 biased; the third answer's nines do not count.
        Minibatch unbiased = minibatch("{\"advantage\": {\"whitening\": \"minibatch\"}}", List.of(1, 0));
        assertThat(unbiased.items().get(1).advantages()[0])
                .isCloseTo((float) (-1.5 / Math.sqrt(5 / 3.0)), within(1e-6f));
        Minibatch biased =
                minibatch("{\"advantage\": {\"whitening\": \"minibatch\", \"variance\": \"biased\"}}", List.of(0, 1));
        assertThat(biased.items().get(1).advantages()[2]).isCloseTo((float) (1.5 / Math.sqrt(1.25)), within(1e-6f));
        assertThat(minibatch("{}", List.of(0, 1)).items().get(1).advantages()).containsExactly(2, 3, 4);
    }

    @Test
    void partsAreNoLargerThanAskedForAndLoseNothing() {
        PpoConfig config = config("{\"loss\": {\"microBatch\": 2}}");
        List<List<Minibatch.Item>> parts = Minibatch.of(config, ROLLOUT, ADVANTAGES, RETURNS, List.of(0, 1, 2))
                .parts(config);
        assertThat(parts).extracting(List::size).containsExactly(2, 1);
        assertThat(parts.stream()
                        .flatMap(List::stream)
                        .mapToInt(item -> item.answer().length())
                        .sum())
                .isEqualTo(8);
    }

    private static Minibatch minibatch(String settings, List<Integer> rows) {
        return Minibatch.of(config(settings), ROLLOUT, ADVANTAGES, RETURNS, rows);
    }

    private static PpoConfig config(String settings) {
        try {
            return Configurations.with(PpoConfig.defaults(), Json.MAPPER.readTree(settings));
        } catch (IOException e) {
            throw new IllegalArgumentException(settings, e);
        }
    }

    private static Trajectory answer(int tokens, int values) {
        int[] ids = new int[tokens];
        Arrays.fill(ids, 5);
        float[] numbers = new float[tokens];
        return new Trajectory(
                List.of(Message.user("w1")),
                new int[] {4},
                ids,
                "",
                true,
                numbers,
                numbers,
                numbers,
                new float[values],
                0);
    }
}
