package dev.attune.reward;

import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import dev.attune.contracts.event.Message;
import dev.attune.contracts.preference.PreferencePair;

import static org.assertj.core.api.Assertions.assertThat;

class BatchPlanTest {

    @Test
    void anEpochHasEveryPairOnceInFullBatches() {
        List<EncodedPair> pairs = pairs(100);
        List<List<EncodedPair>> batches = BatchPlan.epoch(pairs, 8, 1, 1);
        assertThat(batches).hasSize(13);
        assertThat(batches.stream().flatMap(List::stream).toList()).containsExactlyInAnyOrderElementsOf(pairs);
    }

    @Test
    void seedAndEpochDecideTheOrder() {
        List<EncodedPair> pairs = pairs(100);
        assertThat(BatchPlan.epoch(pairs, 8, 1, 1)).isEqualTo(BatchPlan.epoch(pairs, 8, 1, 1));
        assertThat(BatchPlan.epoch(pairs, 8, 1, 1)).isNotEqualTo(BatchPlan.epoch(pairs, 8, 1, 2));
        assertThat(BatchPlan.epoch(pairs, 8, 1, 1)).isNotEqualTo(BatchPlan.epoch(pairs, 8, 2, 1));
    }

    @Test
    void pairsOfABatchAreOfSimilarLength() {
        List<List<EncodedPair>> batches = BatchPlan.epoch(pairs(128), 8, 1, 1);
        assertThat(batches)
                .allSatisfy(batch -> assertThat(
                                batch.getLast().length() - batch.getFirst().length())
                        .isLessThanOrEqualTo(8));
    }

    @Test
    void partsStayWithinTheTokensOrHoldOnePair() {
        List<EncodedPair> pairs = pairs(50);
        List<List<EncodedPair>> parts = BatchPlan.parts(pairs, 60);
        assertThat(parts.stream().flatMap(List::stream).toList()).containsExactlyInAnyOrderElementsOf(pairs);
        assertThat(parts)
                .allSatisfy(part -> assertThat(part.size() == 1
                                || part.size() * 2 * part.getFirst().length() <= 60)
                        .isTrue());
    }

    /** Pair i has a chosen sequence of i + 1 tokens and a rejected one of 1. */
    private static List<EncodedPair> pairs(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> new EncodedPair(
                        PreferencePair.of(List.of(Message.user("p")), "good " + i, "bad " + i),
                        new int[i + 1],
                        new int[1],
                        0))
                .toList();
    }
}
