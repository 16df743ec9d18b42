package dev.attune.policy.supervised;

import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class BatchPlanTest {

    private static final List<EncodedDemonstration> DATA =
            IntStream.rangeClosed(1, 50).mapToObj(BatchPlanTest::ofLength).toList();

    @Test
    void anEpochHoldsEachConversationOnce() {
        List<List<EncodedDemonstration>> batches = BatchPlan.epoch(DATA, 8, 1, 0);
        assertThat(batches).hasSize(7);
        Set<EncodedDemonstration> seen = new HashSet<>();
        batches.forEach(batch -> batch.forEach(row -> assertThat(seen.add(row)).isTrue()));
        assertThat(seen).hasSize(50);
    }

    @Test
    void orderFollowsFromSeedAndEpoch() {
        assertThat(BatchPlan.epoch(DATA, 8, 1, 0)).isEqualTo(BatchPlan.epoch(DATA, 8, 1, 0));
        assertThat(BatchPlan.epoch(DATA, 8, 1, 0)).isNotEqualTo(BatchPlan.epoch(DATA, 8, 1, 1));
        assertThat(BatchPlan.epoch(DATA, 8, 1, 0)).isNotEqualTo(BatchPlan.epoch(DATA, 8, 2, 0));
    }

    @Test
    void neighboursInABatchAreOfSimilarLength() {
        BatchPlan.epoch(DATA, 8, 1, 0).forEach(batch -> {
            int shortest =
                    batch.stream().mapToInt(EncodedDemonstration::length).min().orElseThrow();
            int longest =
                    batch.stream().mapToInt(EncodedDemonstration::length).max().orElseThrow();
            assertThat(longest - shortest).isLessThan(8);
        });
    }

    @Test
    void partsStayWithinTheirTokens() {
        List<List<Packing.Row>> parts = BatchPlan.parts(Packing.alone(DATA), 60);
        assertThat(parts.stream().mapToInt(List::size).sum()).isEqualTo(50);
        assertThat(parts)
                .allSatisfy(part -> assertThat(part.size()
                                * part.stream()
                                        .mapToInt(Packing.Row::length)
                                        .max()
                                        .orElseThrow())
                        .isLessThanOrEqualTo(60));
    }

    @Test
    void aConversationLargerThanThePartStandsAlone() {
        assertThat(BatchPlan.parts(Packing.alone(List.of(ofLength(10), ofLength(90))), 60))
                .extracting(List::size)
                .containsExactly(1, 1);
    }

    private static EncodedDemonstration ofLength(int length) {
        return new EncodedDemonstration(new int[length], new BitSet());
    }
}
