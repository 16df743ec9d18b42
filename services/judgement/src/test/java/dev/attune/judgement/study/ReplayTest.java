package dev.attune.judgement.study;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;

import org.junit.jupiter.api.Test;

import dev.attune.judgement.choice.Difference;
import dev.attune.judgement.choice.Strategy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class ReplayTest {

    private static final Replay REPLAY = new Replay(60, 1.5, 400, 10, 10);

    @Test
    void choosingByInformationNeedsFewerLabelsWhereAnswersHaveAnOrder() {
        List<Comparison> comparisons = tournament(60, 1);

        LabelsNeeded needed =
                LabelsNeeded.of(curves(comparisons, Strategy.RANDOM), curves(comparisons, Strategy.INFORMATION), 1, 1);

        assertThat(needed.ratio()).isLessThan(0.9);
        assertThat(needed.low()).isLessThanOrEqualTo(needed.ratio());
        assertThat(needed.high()).isGreaterThanOrEqualTo(needed.ratio());
    }

    @Test
    void randomChoiceNeedsAsManyAsItself() {
        List<List<Double>> curves = curves(tournament(60, 1), Strategy.RANDOM);

        assertThat(LabelsNeeded.of(curves, curves, 1, 1).ratio()).isEqualTo(1, within(1e-12));
    }

    @Test
    void whatIsNeverReachedIsSaid() {
        List<List<Double>> good = List.of(List.of(0.6, 0.8));
        List<List<Double>> bad = List.of(List.of(0.5, 0.6));

        LabelsNeeded needed = LabelsNeeded.of(good, bad, 1, 1);

        assertThat(needed.reached()).isZero();
        assertThat(needed.ratio()).isEqualTo(1);
    }

    private static List<List<Double>> curves(List<Comparison> comparisons, Strategy strategy) {
        return LongStream.range(0, 4)
                .mapToObj(seed -> REPLAY.curve(comparisons, strategy, 0, seed))
                .toList();
    }

    /** Every answer against every other, once; the later one is better. */
    private static List<Comparison> tournament(int answers, long seed) {
        Random random = new Random(seed);
        List<Comparison> comparisons = new ArrayList<>();
        for (int one = 0; one < answers; one++) {
            for (int other = 0; other < one; other++) {
                boolean turned = random.nextBoolean();
                int first = turned ? other : one;
                int second = turned ? one : other;
                comparisons.add(new Comparison(
                        first, second, Difference.between(first, second), comparisons.size(), List.of(!turned)));
            }
        }
        return comparisons;
    }
}
