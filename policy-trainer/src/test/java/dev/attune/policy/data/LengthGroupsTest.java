package dev.attune.policy.data;

import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class LengthGroupsTest {

    @Test
    void longRowsAreKeptApartFromShortOnes() {
        int[] lengths = {40, 10, 11, 10, 12, 41, 13, 39, 60};
        List<List<Integer>> groups = LengthGroups.of(List.of(0, 1, 2, 3, 4, 5, 6, 7, 8), row -> lengths[row]);
        assertThat(groups).containsExactly(List.of(1, 3, 2, 4), List.of(6, 7, 0, 5), List.of(8));
    }

    @Test
    void rowsOfLikeLengthStayTogether() {
        assertThat(LengthGroups.of(List.of(5, 6, 7, 8, 9), row -> 20 + row)).hasSize(1);
        assertThat(LengthGroups.of(List.of(3), row -> 1)).containsExactly(List.of(3));
    }
}
