package dev.attune.reward.evaluation;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import dev.attune.contracts.event.Message;
import dev.attune.preference.pair.PreferencePair;

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

    @Test
    void alwaysTheLongerAnswerIsHalfRightWhenLengthIsControlled() {
        List<ScoredPair> pairs = List.of(
                scored("longest", "short", 1, 2, 1),
                scored("longer", "short", 1, 2, 1),
                scored("longer", "short", 1, 2, 1),
                scored("short", "longer", 1, 1, 2));
        RewardEvaluation byLength = RewardEvaluation.of(pairs);
        assertThat(byLength.accuracy().mean()).isEqualTo(0.75);
        assertThat(byLength.longerWins()).isEqualTo(0.75);
        assertThat(byLength.length().whenLongerWins()).hasValue(1);
        assertThat(byLength.length().whenShorterWins()).hasValue(0);
        assertThat(byLength.length().accuracy()).hasValue(0.5);
        assertThat(RewardEvaluation.of(pairs.subList(0, 3)).length().accuracy()).isEmpty();
    }

    @Test
    void calibrationIsTheGapBetweenConfidenceAndAccuracy() {
        // Four pairs of confidence sigmoid(log 4) = 0.8 of which three are right, one of 0.5 that counts half
        double sure = Math.log(4);
        RewardEvaluation evaluation = RewardEvaluation.of(List.of(
                scored("a", "b", 1, sure, 0),
                scored("a", "b", 1, sure, 0),
                scored("a", "b", 1, sure, 0),
                scored("a", "b", 1, 0, sure),
                scored("a", "b", 1, 0, 0)));
        assertThat(evaluation.calibration().bins()).hasSize(2);
        assertThat(evaluation.calibration().bins().getLast().confidence()).isCloseTo(0.8, within(1e-9));
        assertThat(evaluation.calibration().bins().getLast().accuracy()).isEqualTo(0.75);
        assertThat(evaluation.calibration().error()).isCloseTo(0.05 * 4 / 5, within(1e-9));
        assertThat(ReliabilityPlot.svg(evaluation.calibration()))
                .startsWith("<svg ")
                .contains("ECE 0.040", "4 pairs: confidence 0.800, accuracy 0.750")
                .endsWith("</svg>\n");
    }

    @Test
    void annotatorsAreAgreedWithByTheirOwnVotes() {
        ScoredPair right = scored("a", "b", 1, 2, 1);
        ScoredPair wrong = scored("a", "b", 1, 1, 2);
        RewardEvaluation evaluation = RewardEvaluation.of(List.of(
                new ScoredPair(right.pair().withVotes(Map.of("ann", true, "bob", false)), 2, 1, 0),
                new ScoredPair(wrong.pair().withVotes(Map.of("ann", true, "bob", false)), 1, 2, 0),
                new ScoredPair(right.pair().withVotes(Map.of("ann", true)), 2, 1, 0)));
        assertThat(evaluation.accuracyByAnnotator()).isEqualTo(Map.of("ann", 2.0 / 3, "bob", 0.5));
    }

    @Test
    void heldOutTiesAreJudgedByDavidsonsModel() {
        RewardEvaluation evaluation =
                RewardEvaluation.of(List.of(scored("a", "b", 1, 1, 0)), List.of(scored("c", "d", 1, 0, 0)), 0.5);
        // -log 0.5983922 and -log(0.5 / 2.5)
        assertThat(evaluation.ties().loss().orElseThrow()).isCloseTo((0.5135088 + 1.6094379) / 2, within(1e-6));
        assertThat(evaluation.pairs()).isEqualTo(1);
    }

    private static ScoredPair scored(String chosen, String rejected, double strength, double first, double second) {
        PreferencePair pair = new PreferencePair(List.of(Message.user("p")), chosen, rejected, strength, 0, 1);
        return new ScoredPair(pair, first, second, 0);
    }
}
