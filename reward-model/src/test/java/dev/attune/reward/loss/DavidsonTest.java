package dev.attune.reward.loss;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class DavidsonTest {

    private static final Offset<Double> CLOSE = within(1e-6);

    @Test
    void aHandWorkedCase() {
        // Strengths e and 1, v = 0.5: e / (e + 1 + 0.5 sqrt(e)) = 2.718282 / 4.542643 and 0.824361 / 4.542643
        assertThat(Davidson.decisiveLoss(1, 0.5)).isCloseTo(-Math.log(0.5983922), CLOSE);
        assertThat(Davidson.tieLoss(1, 0.5)).isCloseTo(-Math.log(0.1814717), CLOSE);
        assertThat(Davidson.tieProbability(1, 0.5)).isCloseTo(0.1814717, CLOSE);
        assertThat(Davidson.tieProbability(-1, 0.5)).isCloseTo(0.1814717, CLOSE);
        assertThat(Davidson.decisiveLoss(-1, 0.5)).isCloseTo(-Math.log(0.2201361), CLOSE);
    }

    @Test
    void withoutTiesItIsBradleyTerry() {
        assertThat(Davidson.decisiveLoss(1, 0)).isCloseTo(0.3132617, CLOSE);
        assertThat(Davidson.decisiveLoss(-1, 0)).isCloseTo(1.3132617, CLOSE);
        assertThat(Davidson.tieProbability(0, 0)).isZero();
    }

    @Test
    void equalAnswersTieAsOftenAsTheParameterSays() {
        double parameter = Davidson.parameterFor(0.25);
        assertThat(parameter).isCloseTo(2.0 / 3, CLOSE);
        assertThat(Davidson.tieProbability(0, parameter)).isCloseTo(0.25, CLOSE);
    }

    @Test
    void farApartScoresNeitherOverflowNorLoseTheirSize() {
        assertThat(Davidson.decisiveLoss(-2000, 1)).isEqualTo(2000);
        assertThat(Davidson.decisiveLoss(2000, 1)).isZero();
        assertThat(Davidson.tieLoss(2000, 1)).isEqualTo(1000);
    }
}
