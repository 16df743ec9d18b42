package dev.attune.judgement.study;

import java.util.List;
import java.util.stream.LongStream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class PlantedRatersTest {

    @Test
    void afterAHundredAndTwentyVotesEachAllAreFoundAndHardlyAnybodyIsAccused() {
        List<PlantedRaters.Run> runs = LongStream.range(0, 5)
                .mapToObj(seed -> PlantedRaters.run(120, 5, seed))
                .toList();

        assertThat(runs).allSatisfy(run -> assertThat(run.found()).isEqualTo(PlantedCrowd.FAULTY));
        assertThat(runs).allSatisfy(run -> assertThat(run.accused()).isLessThanOrEqualTo(1));
        assertThat(runs).allSatisfy(run -> assertThat(run.model()).isGreaterThan(run.majority()));
    }

    @Test
    void aFewVotesAreNotEnoughToFindThemAll() {
        assertThat(PlantedRaters.run(20, 5, 1).found()).isLessThan(PlantedCrowd.FAULTY);
    }

    @Test
    void theSameSeedIsTheSameCrowd() {
        assertThat(PlantedRaters.run(30, 4, 7)).isEqualTo(PlantedRaters.run(30, 4, 7));
    }
}
