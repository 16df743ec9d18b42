package dev.attune.judgement.standing;

import java.util.ArrayList;
import java.util.List;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

import dev.attune.judgement.finding.Undefined;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/** Against statsmodels and scipy (src/test/oracle/standing.py). */
class WorthFitTest {

    private static final Offset<Double> EXACT = within(1e-6);
    private static final Terms SIDE = new Terms(false, true, -1);

    @Test
    void threeCheckpoints() {
        WorthFit fit = fit(DrawnVotes.golden(), Terms.PLAIN);

        double[] worths = {0.420303, 0.033397, -0.453700};
        double[] elo = {73.014, 5.802, -78.816};
        double[] deviations = {0.148652, 0.144287, 0.158371};
        double[] robust = {0.148894, 0.143961, 0.158565};
        for (int i = 0; i < 3; i++) {
            assertThat(fit.worth(i)).isEqualTo(worths[i], EXACT);
            assertThat(fit.elo(i)).isEqualTo(elo[i], within(1e-3));
            assertThat(fit.deviation(i, Clusters.MODEL)).isEqualTo(deviations[i], EXACT);
            assertThat(fit.deviation(i, Clusters.VOTES)).isEqualTo(robust[i], EXACT);
        }
        assertThat(fit.deviation(0, 1, Clusters.MODEL)).isEqualTo(0.246477, EXACT);
        assertThat(fit.deviation(0, 1, Clusters.VOTES)).isEqualTo(0.246264, EXACT);
    }

    @Test
    void clustersAndTheSide() {
        WorthFit fit = fit(DrawnVotes.drawn(false), SIDE);

        assertThat(fit.lead(0, 1)).isEqualTo(0.235344, EXACT);
        assertThat(fit.side().get().estimate()).isEqualTo(0.380442, EXACT);
        assertThat(fit.deviation(0, 1, Clusters.MODEL)).isEqualTo(0.181750, EXACT);
        assertThat(fit.deviation(0, 1, Clusters.RATERS)).isEqualTo(0.185782, EXACT);
        assertThat(fit.deviation(0, 1, Clusters.PROMPTS)).isEqualTo(0.203947, EXACT);
        assertThat(fit.deviation(0, 1, Clusters.BOTH)).isEqualTo(0.207583, EXACT);
        assertThat(fit.side().get().probability()).isLessThan(0.01);
    }

    @Test
    void tiesSideAndStyle() {
        WorthFit fit = fit(Style.scaled(DrawnVotes.drawn(true)), Terms.STYLE);

        double[] worths = {0.28956, 0.11364, 0.13241, -0.53561};
        for (int i = 0; i < 4; i++) {
            assertThat(fit.worth(i)).isEqualTo(worths[i], within(2e-5));
        }
        assertThat(fit.logTies().orElseThrow()).isEqualTo(-0.64482, within(2e-5));
        assertThat(fit.side().get().estimate()).isEqualTo(0.38714, within(2e-5));
        assertThat(fit.style()).hasSize(1);
        assertThat(fit.style().getFirst().estimate()).isEqualTo(-0.05189, within(2e-5));
        assertThat(fit.style().getFirst().probability()).isGreaterThan(0.1);
    }

    @Test
    void formThatExplainsEverythingTakesTheLead() {
        List<Ballot> all = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            // Checkpoint 0 writes longer three times out of four, and longer answers win seven times out of eight.
            boolean longer = i % 4 != 0;
            boolean longerWins = i % 8 != 3 && i % 8 != 0 || i % 16 == 8;
            boolean firstWins = longer == longerWins;
            boolean swapped = i / 16 % 2 == 1;
            double contrast = (longer ? 0.4 : -0.4) * (swapped ? -1 : 1);
            all.add(new Ballot(
                    i,
                    i,
                    swapped ? 1 : 0,
                    swapped ? 0 : 1,
                    firstWins == swapped ? Outcome.RIGHT : Outcome.LEFT,
                    List.of(contrast)));
        }
        Ballots ballots = Style.scaled(new Ballots(2, all));

        double raw = fit(ballots, Terms.USUAL).lead(0, 1);
        WorthFit controlled = fit(ballots, Terms.STYLE);

        assertThat(raw).isGreaterThan(0.5);
        assertThat(controlled.style().getFirst().estimate()).isGreaterThan(1);
        assertThat(Math.abs(controlled.lead(0, 1))).isLessThan(raw / 2);
    }

    @Test
    void whatFormIs() {
        assertThat(Style.contrast(List.of(30, 0, 2), List.of(9, 0, 2))).containsExactly(21 / 40.0, 0.0, 0.0);
    }

    @Test
    void noWorthsWithoutAWinOrWithoutAVote() {
        Ballots ties = new Ballots(2, List.of(ballot(0, 1, Outcome.TIE), ballot(1, 0, Outcome.TIE)));
        Ballots bad = new Ballots(2, List.of(ballot(0, 1, Outcome.BOTH_BAD)));

        assertThat(WorthFit.of(ties, List.of(0, 1), Terms.USUAL).reason()).contains(Undefined.ALL_TIES);
        assertThat(WorthFit.of(bad, List.of(0, 1), Terms.USUAL).reason()).contains(Undefined.NOTHING);
    }

    @Test
    void aSideThatAlwaysWinsIsLeftOut() {
        List<Ballot> all = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            all.add(ballot(i % 2, 1 - i % 2, Outcome.LEFT));
        }

        WorthFit fit = fit(new Ballots(2, all), Terms.USUAL);

        assertThat(fit.side().reason()).contains(Undefined.SEPARATED);
        assertThat(fit.lead(0, 1)).isEqualTo(0, EXACT);
    }

    @Test
    void aBalancedDesignKeepsTheLeadWhateverTheSideDoes() {
        List<Ballot> all = new ArrayList<>();
        for (Outcome outcome : List.of(Outcome.LEFT, Outcome.RIGHT)) {
            int times = outcome == Outcome.LEFT ? 16 : 4;
            for (int i = 0; i < times; i++) {
                all.add(ballot(0, 1, outcome));
                all.add(ballot(1, 0, outcome));
            }
        }

        WorthFit fit = fit(new Ballots(2, all), Terms.USUAL);

        assertThat(fit.lead(0, 1)).isEqualTo(0, EXACT);
        assertThat(fit.side().get().estimate()).isEqualTo(Math.log(4), EXACT);
    }

    private static Ballot ballot(int left, int right, Outcome outcome) {
        return new Ballot(0, 0, left, right, outcome);
    }

    private static WorthFit fit(Ballots ballots, Terms terms) {
        return WorthFit.of(ballots, Groups.of(ballots).all().getFirst(), terms).get();
    }
}
