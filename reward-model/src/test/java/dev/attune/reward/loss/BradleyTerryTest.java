package dev.attune.reward.loss;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/** Expected numbers are worked by hand from log 2 = 0.693147, log(1+e^-1) = 0.313262, log(1+e) = 1.313262. */
class BradleyTerryTest {

    private static final Offset<Double> CLOSE = within(1e-6);

    private static final double[] CHOSEN = {1, 0, 2};
    private static final double[] REJECTED = {0, 0, 3};
    private static final double[] NO_MARGINS = {0, 0, 0};
    private static final double[] EQUAL_WEIGHTS = {1, 1, 1};
    private static final double SMOOTHING = 0.1;

    @Test
    void lossIsTheMeanOfMinusLogSigmoidOfTheDifference() {
        // (0.313262 + 0.693147 + 1.313262) / 3
        assertThat(BradleyTerry.loss(CHOSEN, REJECTED, NO_MARGINS, EQUAL_WEIGHTS, 0))
                .isCloseTo(0.7732236, CLOSE);
    }

    @Test
    void aMarginShiftsTheDifference() {
        // Differences 1-1, 0+0, -1+0: (0.693147 + 0.693147 + 1.313262) / 3
        double loss = BradleyTerry.loss(CHOSEN, REJECTED, new double[] {1, 0, 0}, EQUAL_WEIGHTS, 0);
        assertThat(loss).isCloseTo(0.8998521, CLOSE);
    }

    @Test
    void weightsAreTakenRelativeToTheirSum() {
        // (3 * 0.313262 + 1 * 1.313262) / 4; the pair without weight does not count
        double loss = BradleyTerry.loss(CHOSEN, REJECTED, NO_MARGINS, new double[] {3, 0, 1}, 0);
        assertThat(loss).isCloseTo(0.5632617, CLOSE);
    }

    @Test
    void smoothingBelievesAComparisonOnlySoFar() {
        // 0.9 * 0.313262 + 0.1 * 1.313262, and the other way round
        assertThat(smoothedAt(1)).isCloseTo(0.4132617, CLOSE);
        assertThat(smoothedAt(-1)).isCloseTo(1.2132617, CLOSE);
    }

    @Test
    void smoothedLossIsLeastWhereTheProbabilityIsThatOfAnHonestComparison() {
        // log(0.9 / 0.1) = 2.197225, where the loss is the entropy of (0.9, 0.1)
        assertThat(smoothedAt(2.197225)).isCloseTo(0.3250830, CLOSE);
        assertThat(smoothedAt(2.1)).isGreaterThan(0.3250831);
        assertThat(smoothedAt(2.3)).isGreaterThan(0.3250831);
    }

    private static double smoothedAt(double difference) {
        return BradleyTerry.loss(new double[] {difference}, new double[1], new double[1], new double[] {1}, SMOOTHING);
    }

    @Test
    void veryWrongOrdersNeitherOverflowNorLoseTheirSize() {
        assertThat(BradleyTerry.minusLogSigmoid(-1000)).isEqualTo(1000);
        assertThat(BradleyTerry.minusLogSigmoid(1000)).isZero();
        assertThat(BradleyTerry.minusLogSigmoid(-40)).isCloseTo(40, CLOSE);
        assertThat(BradleyTerry.minusLogSigmoid(20)).isCloseTo(2.0611536e-9, within(1e-15));
    }

    @Test
    void equalScoresCountHalf() {
        assertThat(BradleyTerry.accuracy(CHOSEN, REJECTED)).isEqualTo(0.5);
        assertThat(BradleyTerry.accuracy(new double[] {1}, new double[] {1})).isEqualTo(0.5);
    }

    @Test
    void probabilityIsTheSigmoidOfTheDifference() {
        assertThat(BradleyTerry.probability(1, 0)).isCloseTo(0.7310586, CLOSE);
        assertThat(BradleyTerry.probability(0, 0)).isEqualTo(0.5);
    }

    @Test
    void marginGrowsFromASlightPreference() {
        assertThat(BradleyTerry.margin(0.5, 1)).isZero();
        assertThat(BradleyTerry.margin(0.5, 3)).isEqualTo(1);
    }
}
