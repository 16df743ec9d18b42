package dev.attune.reward;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import dev.attune.contracts.event.Message;
import dev.attune.contracts.preference.PreferencePair;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class RewardEvaluationTest {

    @Test
    void tiesInScoreAndLengthCountHalf() {
        RewardEvaluation evaluation = RewardEvaluation.of(List.of(
                scored("longer", "short", 1, 2, 0), // right; longer wins
                scored("same!", "size!", 1, 0, 0), // tie in score and length
                scored("no", "wrong", 3, 0, 1), // wrong; shorter wins
                scored("x", "yz", 3, 1, 0))); // right; shorter wins
        assertThat(evaluation.pairs()).isEqualTo(4);
        assertThat(evaluation.accuracy().mean()).isEqualTo(0.625);
        assertThat(evaluation.longerWins()).isEqualTo(0.375);
        assertThat(evaluation.accuracyByStrength()).isEqualTo(Map.of("1", 0.75, "3", 0.5));
        // log(1+e^-2), log 2, log(1+e), log(1+e^-1)
        double loss = (0.1269280 + 0.6931472 + 1.3132617 + 0.3132617) / 4;
        assertThat(evaluation.loss()).isCloseTo(loss, within(1e-6));
    }

    @Test
    void theIntervalIsWilsons() {
        List<ScoredPair> hundred = java.util.stream.IntStream.range(0, 100)
                .mapToObj(i -> scored("a", "b", 1, i < 80 ? 1 : 0, i < 80 ? 0 : 1))
                .toList();
        RewardEvaluation evaluation = RewardEvaluation.of(hundred);
        // Wilson 1927 for 80 of 100 at 95 %: 0.7112 to 0.8666
        assertThat(evaluation.accuracy().low()).isCloseTo(0.7112, within(1e-4));
        assertThat(evaluation.accuracy().high()).isCloseTo(0.8666, within(1e-4));
    }

    private static ScoredPair scored(String chosen, String rejected, double strength, double first, double second) {
        PreferencePair pair = new PreferencePair(List.of(Message.user("p")), chosen, rejected, strength, 0, 1);
        return new ScoredPair(pair, first, second, 0);
    }
}
