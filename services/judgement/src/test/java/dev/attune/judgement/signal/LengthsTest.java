package dev.attune.judgement.signal;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.Test;

import dev.attune.judgement.maths.Logistic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class LengthsTest {

    private static List<Lengths.Choice> choices(double side, double weight, int count, long seed) {
        Random random = new Random(seed);
        List<Lengths.Choice> choices = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            double ratio = random.nextGaussian();
            choices.add(new Lengths.Choice(ratio, random.nextDouble() < Logistic.sigmoid(side + weight * ratio)));
        }
        return choices;
    }

    /** The mode and the curvature as a coarse search over the log posterior finds them, which knows nothing of Newton's steps. */
    @Test
    void theWeightIsAtTheMode() {
        List<Lengths.Choice> choices = choices(0.5, 1.5, 60, 1);
        double best = Double.NEGATIVE_INFINITY;
        double at = 0;
        for (double w = -1; w < 4; w += 0.01) {
            for (double b = -2; b < 2; b += 0.01) {
                double log = -(w * w + b * b) / 8;
                for (Lengths.Choice choice : choices) {
                    double p = Logistic.sigmoid(b + w * choice.ratio());
                    log += Math.log(choice.left() ? p : 1 - p);
                }
                if (log > best) {
                    best = log;
                    at = w;
                }
            }
        }

        assertThat(Lengths.of(choices).weight()).isCloseTo(at, within(0.011));
    }

    @Test
    void itsErrorIsThatOfManyDraws() {
        List<Double> weights = new ArrayList<>();
        double told = 0;
        for (int seed = 0; seed < 400; seed++) {
            Lengths drawn = Lengths.of(choices(0, 1, 200, seed));
            weights.add(drawn.weight());
            told += drawn.deviation() / 400;
        }
        double mean =
                weights.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
        double spread = Math.sqrt(weights.stream()
                .mapToDouble(weight -> (weight - mean) * (weight - mean))
                .average()
                .orElseThrow());

        assertThat(mean).isCloseTo(1, within(0.03));
        assertThat(told).isCloseTo(spread, within(0.03));
    }

    @Test
    void withoutVotesThePriorIsLeft() {
        Lengths nothing = Lengths.of(List.of());

        assertThat(nothing.weight()).isZero();
        assertThat(nothing.deviation()).isCloseTo(2, within(1e-9));
        assertThat(nothing.beside(new Lengths(1, 1.5))).isEqualTo(new Lengths(-1, 2.5));
    }
}
