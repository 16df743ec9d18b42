package dev.attune.policy.maths;

import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

import org.junit.jupiter.api.Test;

import dev.attune.policy.direct.DirectLoss;
import dev.attune.policy.direct.KtoLoss;
import dev.attune.policy.direct.OrpoLoss;
import dev.attune.policy.estimator.KlEstimator;
import dev.attune.policy.estimator.Rewards.Placement;
import dev.attune.policy.estimator.Variance;
import dev.attune.policy.group.Reduction;
import dev.attune.policy.maths.TuningMaths.ClipBounds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

/** The examples of docs/maths.md, worked by hand there. */
class TuningMathsTest {

    private static final float[][] MASK = {{1, 1, 0}, {1, 1, 1}};

    @Test
    void everyMethodStandsInTheDocumentation() throws IOException {
        String text = Files.readString(Path.of("../docs/maths.md"));
        assertThat(Arrays.stream(TuningMaths.class.getDeclaredMethods())
                        .filter(method -> Modifier.isPublic(method.getModifiers()))
                        .map(Method::getName))
                .isNotEmpty()
                .allSatisfy(name -> assertThat(text).contains("`" + name + "`"));
    }

    @Test
    void klIsZeroForPadding() {
        float[][] policy = {{-1, -2, 9}, {-1, -1, -1}};
        float[][] reference = {{-1.5f, -1, 0}, {-1, -1, -1}};
        assertRows(TuningMaths.kl(KlEstimator.K1, policy, reference, MASK), new double[][] {{.5, -1, 0}, {0, 0, 0}});
        assertRows(TuningMaths.kl(KlEstimator.K2, policy, reference, MASK), new double[][] {{.125, .5, 0}, {0, 0, 0}});
        // e^-0.5 - 1 + 0.5 = 0.106531, e^1 - 1 - 1 = 0.718282
        assertRows(
                TuningMaths.kl(KlEstimator.K3, policy, reference, MASK),
                new double[][] {{.106531, .718282, 0}, {0, 0, 0}});
    }

    @Test
    void scoresPayForAMissingEndAndAreThenClipped() {
        assertThat(TuningMaths.scores(new float[] {3, .5f}, new float[] {1, 0}, 1, 2))
                .containsExactly(2f, -.5f);
        assertThat(TuningMaths.scores(new float[] {3, .5f}, new float[] {1, 0}, 1, 0))
                .containsExactly(3f, -.5f);
    }

    @Test
    void rewardsStandOnTheLastTokenOrAfterIt() {
        float[][] kl = {{1, 2, 0}, {1, 1, 1}};
        assertRows(
                TuningMaths.rewards(new float[] {10, 20}, kl, MASK, .1, Placement.LAST_TOKEN),
                new double[][] {{-.1, 9.8, 0}, {-.1, -.1, 19.9}});
        assertRows(
                TuningMaths.rewards(new float[] {10, 20}, kl, MASK, .1, Placement.AFTER_LAST_TOKEN),
                new double[][] {{-.1, -.2, 10}, {-.1, -.1, 19.9}});
    }

    @Test
    void advantagesReturnsAndWhitening() {
        // delta_1 = 2 - 4 = -2; A_0 = 1 + 0.9 * 4 - 3 + 0.9 * 0.8 * -2 = 0.16
        float[][] mask = {{1, 1, 0}};
        float[][] values = {{3, 4, 50}};
        float[][] advantages = TuningMaths.advantages(new float[][] {{1, 2, 70}}, values, mask, .9, .8);
        assertRows(advantages, new double[][] {{.16, -2, 0}});
        assertRows(TuningMaths.returns(advantages, values, mask), new double[][] {{3.16, 2, 0}});
        float[][] numbers = {{1, 3, 99}};
        assertRows(TuningMaths.whiten(numbers, mask, Variance.BIASED, true), new double[][] {{-1, 1, 0}});
        assertRows(TuningMaths.whiten(numbers, mask, Variance.BIASED, false), new double[][] {{1, 3, 0}});
        assertRows(TuningMaths.whiten(numbers, mask, Variance.UNBIASED, true), new double[][] {{-.707107, .707107, 0}});
        assertThat(TuningMaths.explainedVariance(new float[][] {{1, 3, 0}}, new float[][] {{1, 3, 9}}, mask))
                .isCloseTo(1, within(1e-6));
    }

    @Test
    void policyLossClipsTheRatio() {
        // Ratios 1.5 and 0.5 with advantages 1 and -1, clipped to 1.2 and 0.8: -(1.2) and 0.8, mean -0.2.
        float[][] now = {{(float) Math.log(1.5), (float) Math.log(.5), 0}};
        float[][] then = {{0, 0, 5}};
        float[][] advantages = {{1, -1, 7}};
        float[][] mask = {{1, 1, 0}};
        assertThat(TuningMaths.policyLoss(now, then, advantages, mask, .2, 0)).isCloseTo(-.2, within(1e-6));
        // A ratio of 9 with advantage -1 costs 9; dual clip at 3 makes it 3.
        float[][] far = {{(float) Math.log(9)}};
        float[][] one = {{1}};
        assertThat(TuningMaths.policyLoss(far, new float[][] {{0}}, new float[][] {{-1}}, one, .2, 0))
                .isCloseTo(9, within(1e-5));
        assertThat(TuningMaths.policyLoss(far, new float[][] {{0}}, new float[][] {{-1}}, one, .2, 3))
                .isCloseTo(3, within(1e-5));
    }

    @Test
    void valueLossTakesTheWorseOfPlainAndClipped() {
        // v 1, V 0, R 1: plain 0, clipped (0.2 - 1)^2 = 0.64, half of it 0.32.
        float[][] one = {{1}};
        assertThat(TuningMaths.valueLoss(one, new float[][] {{0}}, one, one, .2))
                .isCloseTo(.32, within(1e-6));
    }

    @Test
    void klCoefficientMovesByAtMostTwoPercent() {
        assertThat(TuningMaths.klCoefficient(.1, 12, 6, .1)).isCloseTo(.102, within(1e-12));
        assertThat(TuningMaths.klCoefficient(.1, 12, 0, .1)).isEqualTo(.1);
    }

    @Test
    void rewardModelLossIsWeighted() {
        // softplus(-1) = 0.313262, softplus(1) = 1.313262; (0.313262 * 3 + 1.313262) / 4
        assertThat(TuningMaths.rewardModelLoss(
                        new double[] {2, 0}, new double[] {1, 0}, new double[] {0, 1}, new double[] {3, 1}, 0))
                .isCloseTo(.563262, within(1e-6));
    }

    @Test
    void directLosses() {
        float[][] tokens = {{2}, {4}};
        // d = (-1 + 2) - (-3 + 2) = 2; -log sigmoid(0.5 * 2) = 0.313262
        assertThat(direct(new DirectLoss.Sigmoid(.5), tokens)).isCloseTo(.313262, within(1e-6));
        // hinge: max(0, 1 - 0.25 * 2) = 0.5; ipo: (2 - 1 / 0.5)^2 = 0
        assertThat(direct(new DirectLoss.Hinge(.25), tokens)).isCloseTo(.5, within(1e-6));
        assertThat(direct(new DirectLoss.Ipo(.25, false), tokens)).isCloseTo(0, within(1e-6));
        // means: 1 / 2 - (-1 / 4) = 0.75; softplus(-0.75) = 0.386871
        assertThat(direct(new DirectLoss.LengthNormalised(1), tokens)).isCloseTo(.386871, within(1e-6));
    }

    @Test
    void ktoAndOrpo() {
        assertThat(TuningMaths.ktoReferencePoint(new float[] {-1, -3})).isZero();
        assertThat(TuningMaths.ktoReferencePoint(new float[] {1, 3})).isEqualTo(2);
        // good: 1 - sigmoid(1 - 0) = 0.268941; bad: sigmoid(-1) = 0.268941
        assertThat(TuningMaths.ktoLoss(new KtoLoss(1, 1, 1), new float[] {1, -1}, new float[] {1, 0}, 0))
                .isCloseTo(.268941, within(1e-6));
        // Means log 0.5: odds 1, log odds 0; against log 0.2: odds 0.25. -log 0.5 + log(1 + 0.25) = 0.916291
        assertThat(TuningMaths.orpoLoss(
                        new OrpoLoss(1), new float[] {(float) Math.log(.5)}, new float[] {(float) Math.log(.2)}))
                .isCloseTo(.916291, within(1e-6));
    }

    @Test
    void groupAdvantagesAndLosses() {
        float[][] rewards = {{1, 3}};
        assertRows(TuningMaths.centredAdvantages(rewards), new double[][] {{-1, 1}});
        assertRows(TuningMaths.leaveOneOutAdvantages(rewards), new double[][] {{-2, 2}});
        assertRows(
                TuningMaths.standardisedAdvantages(rewards, Variance.UNBIASED, 0),
                new double[][] {{-.707107, .707107}});
        // Ratios are 1, so a token costs -A: -2 three times, -4 twice.
        float[][] logProbs = {{-1, -1, -1}, {-1, -1, -1}};
        float[][] mask = {{1, 1, 1}, {1, 1, 0}};
        float[] advantages = {2, 4};
        ClipBounds clip = new ClipBounds(.2, .2);
        assertThat(TuningMaths.groupLoss(logProbs, logProbs, advantages, mask, clip, new Reduction.PerAnswer()))
                .isCloseTo(-3, within(1e-6));
        assertThat(TuningMaths.groupLoss(logProbs, logProbs, advantages, mask, clip, new Reduction.PerToken(5)))
                .isCloseTo(-2.8, within(1e-6));
        assertThat(TuningMaths.groupLoss(logProbs, logProbs, advantages, mask, clip, new Reduction.Constant(7)))
                .isCloseTo(-1, within(1e-6));
        assertThat(TuningMaths.leaveOneOutLoss(logProbs, logProbs, advantages, mask, clip))
                .isCloseTo(-3, within(1e-6));
    }

    @Test
    void rowsOfDifferentLengthAreRefused() {
        assertThatThrownBy(() -> TuningMaths.centredAdvantages(new float[][] {{1, 2}, {3}}))
                .hasMessage("Row 1 has 1 numbers, but the first has 2; pad the rows to one length.");
    }

    private static double direct(DirectLoss loss, float[][] tokens) {
        return TuningMaths.directLoss(
                loss, new float[] {-1}, new float[] {-3}, new float[] {-2}, new float[] {-2}, tokens);
    }

    private static void assertRows(float[][] actual, double[][] expected) {
        assertThat(actual.length).isEqualTo(expected.length);
        for (int row = 0; row < expected.length; row++) {
            for (int column = 0; column < expected[row].length; column++) {
                assertThat((double) actual[row][column])
                        .as("row %d, column %d", row, column)
                        .isCloseTo(expected[row][column], within(2e-6 * Math.max(1, Math.abs(expected[row][column]))));
            }
            assertThat(actual[row].length).isEqualTo(expected[row].length);
        }
    }
}
