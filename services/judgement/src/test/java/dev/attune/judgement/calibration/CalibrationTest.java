package dev.attune.judgement.calibration;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.Test;

import dev.attune.judgement.finding.Undefined;
import dev.attune.judgement.study.PlantedCrowd;
import dev.attune.judgement.vote.Verdict;
import dev.attune.judgement.vote.Vote;
import dev.attune.judgement.vote.Votes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class CalibrationTest {

    /** By hand: -(ln .8 + ln .6 + ln .3)/3 and (.04 + .16 + .49)/3. */
    @Test
    void lossesAreTheirFormulas() {
        Calibration calibration = Calibration.of(
                        List.of(new Predicted(0.8, true), new Predicted(0.4, false), new Predicted(0.3, true)))
                .get();

        assertThat(calibration.logLoss()).isEqualTo(0.645981, within(1e-6));
        assertThat(calibration.brier()).isEqualTo(0.23, within(1e-12));
        assertThat(calibration.bins()).hasSize(1);
        assertThat(calibration.bins().getFirst().predicted()).isEqualTo((0.8 + 0.6 + 0.7) / 3, within(1e-12));
        assertThat(calibration.bins().getFirst().seen().estimate()).isEqualTo(2.0 / 3, within(1e-12));
    }

    @Test
    void aWrongCertaintyIsDearButNotInfinite() {
        assertThat(Calibration.of(List.of(new Predicted(1, false))).get().logLoss())
                .isEqualTo(-Math.log(0.01), within(1e-12));
    }

    @Test
    void withoutAPredictionNothingIsSaid() {
        assertThat(Calibration.of(List.of()).reason()).contains(Undefined.NOTHING);
        assertThat(LeaveRatersOut.of(new Votes(0, 0, List.of()), 10).model()).isEmpty();
        assertThat(LeaveRatersOut.of(new Votes(1, 2, List.of(new Vote(0, 0, 1, Verdict.LEFT))), 10)
                        .model())
                .as("nobody else voted")
                .isEmpty();
    }

    @Test
    void probabilitiesThatAreRightLieWithinTheirBins() {
        Random random = new Random(1);
        List<Predicted> all = new ArrayList<>();
        for (int i = 0; i < 20_000; i++) {
            double p = random.nextDouble();
            all.add(new Predicted(p, random.nextDouble() < p));
        }

        List<Calibration.Bin> bins = Calibration.of(all).get().bins();

        assertThat(bins).hasSize(10);
        assertThat(bins.stream().filter(bin -> bin.seen().holds(bin.predicted())))
                .hasSizeGreaterThanOrEqualTo(8);
        assertThat(bins).allSatisfy(bin -> assertThat(bin.predictions()).isEqualTo(2000));
    }

    /** Ten of forty raters are faulty: the model's probabilities of what raters say who were not in the fit beat the share's. */
    @Test
    void theModelPredictsRatersThatItHasNotSeenBetterThanTheShareDoes() {
        LeaveRatersOut out = LeaveRatersOut.of(PlantedCrowd.drawn(120, 5, 3).votes(), 10);
        Calibration model = Calibration.of(out.model()).get();
        Calibration share = Calibration.of(out.share()).get();

        assertThat(model.bins().stream().filter(bin -> bin.seen().holds(bin.predicted())))
                .as(model.bins().toString())
                .hasSizeGreaterThanOrEqualTo(8);
        assertThat(model.predictions()).isEqualTo(share.predictions()).isGreaterThan(4000);
        assertThat(model.logLoss()).isLessThan(share.logLoss() - 0.1);
        assertThat(model.brier()).isLessThan(share.brier() - 0.02);
    }
}
