package dev.attune.reward.encode;

import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import dev.attune.contracts.event.Message;
import dev.attune.lm.batch.SegmentedBatch.Row;
import dev.attune.preference.pair.PreferencePair;
import dev.attune.reward.encode.PromptGroup.Comparison;

import static org.assertj.core.api.Assertions.assertThat;

class BatchPlanTest {

    @Test
    void anEpochHasEveryPairOnceInFullBatches() {
        List<PromptGroup> pairs = pairs(100);
        List<List<PromptGroup>> batches = BatchPlan.epoch(pairs, 8, 1, 1);
        assertThat(batches).hasSize(13);
        assertThat(batches.stream().flatMap(List::stream).toList()).containsExactlyInAnyOrderElementsOf(pairs);
    }

    @Test
    void seedAndEpochDecideTheOrder() {
        List<PromptGroup> pairs = pairs(100);
        assertThat(BatchPlan.epoch(pairs, 8, 1, 1)).isEqualTo(BatchPlan.epoch(pairs, 8, 1, 1));
        assertThat(BatchPlan.epoch(pairs, 8, 1, 1)).isNotEqualTo(BatchPlan.epoch(pairs, 8, 1, 2));
        assertThat(BatchPlan.epoch(pairs, 8, 1, 1)).isNotEqualTo(BatchPlan.epoch(pairs, 8, 2, 1));
    }

    @Test
    void pairsOfABatchAreOfSimilarLength() {
        List<List<PromptGroup>> batches = BatchPlan.epoch(pairs(128), 8, 1, 1);
        assertThat(batches)
                .allSatisfy(batch -> assertThat(
                                batch.getLast().longest() - batch.getFirst().longest())
                        .isLessThanOrEqualTo(8));
    }

    @Test
    void partsStayWithinTheTokensOrHoldOnePair() {
        List<PromptGroup> pairs = pairs(50);
        List<List<PromptGroup>> parts = BatchPlan.parts(pairs, 60);
        assertThat(parts.stream().flatMap(List::stream).toList()).containsExactlyInAnyOrderElementsOf(pairs);
        assertThat(parts)
                .allSatisfy(part -> assertThat(part.size() == 1
                                || part.size() * part.getFirst().width() <= 60)
                        .isTrue());
    }

    @Test
    void aRankingIsNeverCutAndCountsAllItsPairs() {
        List<PromptGroup> groups = List.of(group(0, 6), group(1, 6), group(2, 1), group(3, 1));
        List<List<PromptGroup>> batches = BatchPlan.epoch(groups, 4, 1, 1);
        assertThat(batches.stream().flatMap(List::stream).toList()).containsExactlyInAnyOrderElementsOf(groups);
        assertThat(batches)
                .allSatisfy(batch -> assertThat(batch.size() == 1
                                || batch.stream()
                                                .mapToInt(group ->
                                                        group.comparisons().size())
                                                .sum()
                                        <= 4)
                        .isTrue());
    }

    @Test
    void aRunIsItsEpochsOneAfterTheOther() {
        List<PromptGroup> pairs = pairs(20);
        List<List<PromptGroup>> run = BatchPlan.run(pairs, 8, 2, 5);
        assertThat(run.subList(0, 3)).isEqualTo(BatchPlan.epoch(pairs, 8, 5, 1));
        assertThat(run.subList(3, 6)).isEqualTo(BatchPlan.epoch(pairs, 8, 5, 2));
    }

    /** Pair i has a chosen answer of i + 1 tokens and a rejected one of 1. */
    private static List<PromptGroup> pairs(int count) {
        return IntStream.range(0, count).mapToObj(i -> group(i, 1)).toList();
    }

    private static PromptGroup group(int i, int comparisons) {
        PreferencePair pair = PreferencePair.of(List.of(Message.user("p")), "good " + i, "bad " + i);
        Comparison comparison = new Comparison(pair, 0, 1, 0, 1, i);
        return new PromptGroup(
                List.of(new Row(new int[2], List.of(new int[i + 1], new int[1]))),
                Collections.nCopies(comparisons, comparison));
    }
}
