package dev.attune.judgement.study;

import org.junit.jupiter.api.Test;

import dev.attune.judgement.study.CanaryStudy.Ends;
import dev.attune.judgement.study.CanaryStudy.Needed;

import static org.assertj.core.api.Assertions.assertThat;

/** Seeded, and smaller than the runs of {@code ./attune bench canary}. */
class CanaryStudyTest {

    @Test
    void equalArmsAreHardlyEverPromoted() {
        Ends ends = CanaryStudy.equal(2000, 1000, 1);

        assertThat(ends.promoted()).isLessThanOrEqualTo(0.05);
        assertThat(ends.rolledBack()).isLessThanOrEqualTo(0.05);
        assertThat(ends.naive()).as("whoever looks all the time").isGreaterThan(0.15);
    }

    /** Votes in clusters of twenty raters who differ: a test that takes votes for independent is wrong most of the time. */
    @Test
    void twentyRatersAreTwentyWitnesses() {
        for (int window : new int[] {1, 10}) {
            Ends ends = CanaryStudy.clustered(2000, 1000, 20, window, 2);

            assertThat(ends.promoted()).isLessThanOrEqualTo(0.05);
            assertThat(ends.rolledBack()).isLessThanOrEqualTo(0.05);
            assertThat(ends.naive()).isGreaterThan(0.25);
        }
    }

    /** The fixed sizes are by Python: 2 ceil((z(.95) + z(power))^2 (.7 (.3) + .25) / .2^2); looking all the time costs about twice as many. */
    @Test
    void whatABetterOneTakes() {
        Needed needed = CanaryStudy.needed(0.7, 300, 4000, 3);

        assertThat(needed.fixed80()).isEqualTo(144);
        assertThat(needed.fixed90()).isEqualTo(198);
        assertThat(needed.median()).isBetween(80, 300);
        assertThat(needed.most80()).isLessThan(3 * needed.fixed80());
    }
}
