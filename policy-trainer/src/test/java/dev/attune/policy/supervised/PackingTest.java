package dev.attune.policy.supervised;

import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class PackingTest {

    @Test
    void eachGoesIntoTheFullestRowWithRoom() {
        // Johnson's rule by hand for rows of 10: 7 | 6 | 4 joins 6 (room 4), 3 joins 7 (room 3), 2 and 1 open a row.
        assertThat(lengths(Packing.bestFitDecreasing(ofLengths(2, 7, 4, 1, 6, 3), 10)))
                .containsExactly(List.of(7, 3), List.of(6, 4), List.of(2, 1));
    }

    @Test
    void theSmallestRectangleWins() {
        // Alone: 4 rows of 7 hold 28. By twos: 7 + 1, 5 + 3 are two rows of 8, and nothing is padding.
        assertThat(lengths(Packing.narrowest(ofLengths(7, 5, 3, 1), 100)))
                .containsExactly(List.of(7, 1), List.of(5, 3));
    }

    @Test
    void ofEqualRectanglesTheNarrowestWins() {
        assertThat(lengths(Packing.narrowest(ofLengths(4, 4, 4, 4), 100))).hasSize(4);
    }

    @Test
    void noRowIsWiderThanItMayBe() {
        assertThat(lengths(Packing.narrowest(ofLengths(7, 5, 3, 1), 7)))
                .containsExactly(List.of(7), List.of(5, 1), List.of(3));
        assertThat(lengths(Packing.narrowest(ofLengths(9, 2), 5))).containsExactly(List.of(9), List.of(2));
    }

    private static List<List<Integer>> lengths(List<Packing.Row> rows) {
        return rows.stream()
                .map(row -> row.conversations().stream()
                        .map(EncodedDemonstration::length)
                        .toList())
                .toList();
    }

    private static List<EncodedDemonstration> ofLengths(int... lengths) {
        return IntStream.of(lengths)
                .mapToObj(length -> new EncodedDemonstration(new int[length], new BitSet()))
                .toList();
    }
}
