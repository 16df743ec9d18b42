package dev.attune.registry.retraining;

import com.fasterxml.jackson.core.JsonProcessingException;
import org.junit.jupiter.api.Test;

import dev.attune.contracts.json.Json;

import static org.assertj.core.api.Assertions.assertThat;

class WatchTest {

    /** By hand: with 100 of 400 wrong, the usual share is Wilson's upper 80 % limit, so more than 0.25 and below 0.3. */
    @Test
    void ratingsThatGoOnAsBeforeAreNoDriftAndWrongOnesAreOneAfterAWhile() throws JsonProcessingException {
        Watch watch = Watch.begin("reward-1", 0.75, 400);
        assertThat(watch.rule()).isNotNull();
        for (int i = 0; i < 2000; i++) {
            watch = watch.with(i % 4 != 0);
        }
        assertThat(watch.noticed()).isFalse();
        assertThat(watch.drift()).isNull();

        int ratings = 0;
        while (!watch.noticed()) {
            // As it is kept between two events.
            watch = Json.MAPPER.readValue(Json.text(watch), Watch.class).with(ratings++ % 2 == 0);
        }

        assertThat(ratings).isBetween(30, 300);
        assertThat(watch.drift()).satisfies(drift -> {
            assertThat(drift.began()).isBetween(1990L, 2010L);
            assertThat(drift.accuracySince()).isBetween(0.45, 0.6);
            assertThat(drift.heldOutAccuracy()).isEqualTo(0.75);
        });
    }

    @Test
    void aRewardModelThatGuessesCannotDrift() {
        assertThat(Watch.begin("reward-1", 0.5, 400).rule()).isNull();
        assertThat(Watch.begin("reward-1", 0.9, 0).rule()).isNull();
        assertThat(Watch.begin("reward-1", 0.5, 400).with(false).noticed()).isFalse();
    }
}
