package dev.attune.policy.data;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class LengthBatchesTest {

    private static final List<Example> DATA =
            IntStream.rangeClosed(1, 50).mapToObj(Example::new).toList();

    private record Example(int length) {}

    @Test
    void anEpochHoldsEachExampleOnce() {
        List<List<Example>> batches = epoch(1, 0);
        assertThat(batches).hasSize(7);
        Set<Example> seen = new HashSet<>();
        batches.forEach(batch -> batch.forEach(row -> assertThat(seen.add(row)).isTrue()));
        assertThat(seen).hasSize(50);
    }

    @Test
    void orderFollowsFromSeedAndEpoch() {
        assertThat(epoch(1, 0)).isEqualTo(epoch(1, 0));
        assertThat(epoch(1, 0)).isNotEqualTo(epoch(1, 1));
        assertThat(epoch(1, 0)).isNotEqualTo(epoch(2, 0));
    }

    /** States written long ago go on in this order. */
    @Test
    void theOrderOfASeedStaysWhatItWas() {
        assertThat(LengthBatches.epoch(DATA.subList(0, 8), Example::length, 2, 7, 3).stream()
                        .map(batch -> batch.stream().map(Example::length).toList()))
                .containsExactly(List.of(7, 8), List.of(5, 6), List.of(1, 2), List.of(3, 4));
    }

    @Test
    void neighboursInABatchAreOfSimilarLength() {
        epoch(1, 0).forEach(batch -> {
            int shortest = batch.stream().mapToInt(Example::length).min().orElseThrow();
            int longest = batch.stream().mapToInt(Example::length).max().orElseThrow();
            assertThat(longest - shortest).isLessThan(8);
        });
    }

    @Test
    void partsStayWithinTheirTokens() {
        List<List<Example>> parts = LengthBatches.parts(DATA, Example::length, 60);
        assertThat(parts.stream().mapToInt(List::size).sum()).isEqualTo(50);
        assertThat(parts)
                .allSatisfy(part -> assertThat(part.size()
                                * part.stream().mapToInt(Example::length).max().orElseThrow())
                        .isLessThanOrEqualTo(60));
    }

    @Test
    void anExampleLargerThanThePartStandsAlone() {
        assertThat(LengthBatches.parts(List.of(new Example(10), new Example(90)), Example::length, 60))
                .extracting(List::size)
                .containsExactly(1, 1);
    }

    @Test
    void theStepsOfARunAreItsEpochsOneAfterAnotherWhereverItGoesOn() {
        Epochs<Example> whole = new Epochs<>(DATA, Example::length, 8, 1);
        List<List<Example>> steps = new ArrayList<>(epoch(1, 0));
        steps.addAll(epoch(1, 1));
        assertThat(whole.steps()).isEqualTo(7);
        assertThat(IntStream.range(0, 14).mapToObj(whole::batch)).isEqualTo(steps);
        assertThat(IntStream.range(0, 15).filter(whole::begins)).containsExactly(0, 7, 14);
        assertThat(new Epochs<>(DATA, Example::length, 8, 1).batch(9)).isEqualTo(steps.get(9));
        assertThat(whole.epoch(9)).isEqualTo(1);
    }

    private static List<List<Example>> epoch(long seed, int epoch) {
        return LengthBatches.epoch(DATA, Example::length, 8, seed, epoch);
    }
}
