package dev.attune.policy.ground;

import java.util.HashSet;
import java.util.Set;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class SeedsTest {

    @Test
    void everyPlaceOfARunHasItsOwnSeed() {
        Set<Long> seeds = new HashSet<>();
        for (long seed = 0; seed < 3; seed++) {
            for (long update = 0; update < 20; update++) {
                for (long answer = 0; answer < 64; answer++) {
                    seeds.add(Seeds.derive(seed, update, answer));
                }
            }
        }
        assertThat(seeds).hasSize(3 * 20 * 64);
    }

    @Test
    void theOrderOfTheCoordinatesMatters() {
        assertThat(Seeds.derive(1, 2, 3)).isNotEqualTo(Seeds.derive(1, 3, 2)).isEqualTo(Seeds.derive(1, 2, 3));
    }
}
