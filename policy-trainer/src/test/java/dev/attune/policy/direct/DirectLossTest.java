package dev.attune.policy.direct;

import java.util.function.Function;
import java.util.stream.Stream;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import dev.attune.lm.torch.Autograd;
import dev.attune.policy.estimator.Entropy;
import dev.attune.policy.estimator.KlEstimator;

import static dev.attune.policy.estimator.Arrays2d.assertClose;
import static dev.attune.policy.estimator.Arrays2d.assertGradient;
import static dev.attune.policy.estimator.Arrays2d.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class DirectLossTest {

    private final NDManager manager = NDManager.newBaseManager();

    @AfterEach
    void close() {
        manager.close();
    }

    @Test
    void sigmoidAndHingeGiveTorchtunesTable() {
        // torchtune tests/torchtune/rlhf/loss/test_dpo_loss.py: beta 0.1, d = 0, 10, 20.
        assertClose(torchtune(new DirectLoss.Sigmoid(.1)), 0.6931471805599453, 0.3132616875182228, 0.12692801104297252);
        assertClose(torchtune(new DirectLoss.Hinge(.1)), 1, 0, 0);
    }

    @Test
    void labelNoiseMixesBothOrders() {
        // d = 10, beta 0.1: -log sigmoid(1) = 0.3132617, -log sigmoid(-1) = 1.3132617
        NDArray ten = manager.create(row(10));
        NDArray zero = manager.create(row(0));
        assertClose(new DirectLoss.Conservative(.1, .1).perPair(ten, zero), .9 * .3132616875 + .1 * 1.3132616875);
        assertClose(new DirectLoss.Robust(.1, .1).perPair(ten, zero), (.9 * .3132616875 - .1 * 1.3132616875) / .8);
        assertClose(new DirectLoss.Conservative(.1, 0).perPair(ten, zero), .3132616875182228);
        assertClose(new DirectLoss.Robust(.1, 0).perPair(ten, zero), .3132616875182228);
    }

    @Test
    void aPairThatIsNotCertainMixesBothOrdersByItsOwnProbability() {
        NDArray d = manager.create(row(10, 10, 10));
        NDArray zero = manager.create(row(0, 0, 0));
        NDArray sure = manager.create(row(.9, 1, .5));
        assertClose(
                new DirectLoss.Sigmoid(.1).perPair(d, zero, sure),
                .9 * .3132616875 + .1 * 1.3132616875,
                .3132616875182228,
                .5 * .3132616875 + .5 * 1.3132616875);
        // (d - 5)^2 and (-d - 5)^2 of d = 10: 25 and 225.
        assertClose(new DirectLoss.Ipo(.1, false).perPair(d, zero, sure), .9 * 25 + .1 * 225, 25, 125);
    }

    @Test
    void ipoIsLeastAtHalfTheInverseOfBeta() {
        NDArray chosen = manager.create(row(5, 0));
        NDArray rejected = manager.create(row(0, 5));
        assertClose(new DirectLoss.Ipo(.1, false).perPair(chosen, rejected), 0, 100);
    }

    @Test
    void lengthsCountWhereTheLossWorksOnMeans() {
        NDArray policy = manager.create(row(-4, -9));
        NDArray reference = manager.create(row(-8, -3));
        NDArray tokens = manager.create(row(2, 3));
        assertClose(new DirectLoss.LengthNormalised(.1).logRatios(policy, reference, tokens), 2, -2);
        assertClose(new DirectLoss.Ipo(.1, true).logRatios(policy, reference, tokens), 2, -2);
        assertClose(new DirectLoss.Sigmoid(.1).logRatios(policy, reference, tokens), 4, -6);
        // beta d = 0.1 (2 + 2)
        assertClose(
                new DirectLoss.LengthNormalised(.1).perPair(manager.create(row(2)), manager.create(row(-2))),
                Math.log1p(Math.exp(-.4)));
    }

    @Test
    void aBadlyOrderedPairNeitherOverflowsNorLosesItsGradient() {
        NDArray chosen = manager.create(row(-100_000));
        assertClose(new DirectLoss.Sigmoid(.1).perPair(chosen, manager.create(row(0))), 10_000);
    }

    @Test
    void noiseOfAHalfSaysNothingAndIsRefused() {
        assertThatThrownBy(() -> new DirectLoss.Robust(.1, .5))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("labelNoise must lie in [0, 0.5)");
        assertThatThrownBy(() -> new DirectLoss.Conservative(.1, -.1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void implicitRewardsAreTheScaledLogRatios() {
        assertClose(DirectLoss.implicitReward(manager.create(row(3, -2)), .5), 1.5, -1);
    }

    static Stream<DirectLoss> losses() {
        return Stream.of(
                new DirectLoss.Sigmoid(.5),
                new DirectLoss.Conservative(.5, .2),
                new DirectLoss.Robust(.5, .2),
                new DirectLoss.Ipo(.5, false),
                new DirectLoss.Hinge(.5),
                new DirectLoss.LengthNormalised(.5));
    }

    @ParameterizedTest
    @MethodSource("losses")
    void gradientsEqualFiniteDifferences(DirectLoss loss) {
        NDArray chosen = manager.create(row(.5, -1.2, 3, .1));
        NDArray rejected = manager.create(row(.3, .8, .4, -2.2));
        assertGradient(manager, chosen, x -> loss.perPair(x, rejected).sum());
        assertGradient(manager, rejected, x -> loss.perPair(chosen, x).sum());
    }

    @Test
    void ktoGivesGoodAnswersTheirDistanceFromTheReferencePoint() {
        // beta (s - z) = ln 3: sigmoid = 3/4. Good 1 - 3/4, bad 3/4, weights 2 and 4.
        KtoLoss loss = new KtoLoss(.5, 2, 4);
        NDArray ratios = manager.create(row(1 + 2 * Math.log(3), 1 + 2 * Math.log(3)));
        NDArray good = manager.create(row(1, 0));
        assertClose(loss.perAnswer(ratios, good, manager.create(1f)), .5, 3);
        assertClose(KtoLoss.referencePoint(manager.create(row(-3, 1))), 0);
        assertClose(KtoLoss.referencePoint(manager.create(row(5, 1))), 3);
        assertGradient(
                manager,
                manager.create(row(.4, -1.5)),
                x -> loss.perAnswer(x, good, manager.create(.2f)).sum());
    }

    @Test
    void orpoAddsTheOddsRatioToTheLikelihood() {
        // p = 1/2: odds 1; p = 1/4: odds 1/3. -log(1/2) + lambda log(1 + 1/3)
        OrpoLoss loss = new OrpoLoss(.1);
        NDArray chosen = manager.create(row(Math.log(.5)));
        NDArray rejected = manager.create(row(Math.log(.25)));
        assertClose(loss.perPair(chosen, rejected), Math.log(2) + .1 * Math.log(4.0 / 3));
        assertGradient(manager, chosen, x -> loss.perPair(x, rejected).sum());
        assertThat(loss.perPair(rejected, chosen).getFloat())
                .isGreaterThan(loss.perPair(chosen, rejected).getFloat());
    }

    @Test
    void orpoOfACertainAnswerIsFiniteWithAFiniteGradient() {
        // lambda 1, rejected p = 1/2 (odds 1). p = 1: odds 10^6, so log(1 + 10^-6); d/dm -> -1 - odds_rejected = -2.
        OrpoLoss loss = new OrpoLoss(1);
        NDArray half = manager.create(row(Math.log(.5)));
        NDArray certain = manager.create(row(0));
        assertClose(loss.perPair(certain, half), 1e-6);
        assertClose(gradient(certain, x -> loss.perPair(x, half).sum()), -2);
        // The other way round: log(1 + 10^6) - log p, and the gradient of the rejected one is 1 / (1 - p) = 10^6.
        assertClose(loss.perPair(half, certain), Math.log(2) + Math.log1p(1e6));
        assertClose(gradient(certain, x -> loss.perPair(half, x).sum()), 1e6);
        // p = 0.9999, where 1 - exp(m) in float32 has lost three digits: odds 9999.
        NDArray near = manager.create(row(Math.log(.9999)));
        assertClose(loss.perPair(half, near), Math.log(2) + Math.log1p(9999));
        // Both certain: odds ratio 1.
        assertClose(loss.perPair(certain, certain), Math.log(2));
        // p of nearly 0.
        assertClose(loss.perPair(half, manager.create(row(-200))), Math.log(2));
    }

    @Test
    void lossesOfCertaintyHaveFiniteGradients() {
        NDArray extremes = manager.create(row(0, -1e-7, -100, -1e4, 1e4));
        NDArray others = manager.create(row(0, 0, 0, 1e4, -1e4));
        for (DirectLoss loss : losses().toList()) {
            assertFinite(gradient(extremes, x -> loss.perPair(x, others).sum()));
        }
        KtoLoss kto = new KtoLoss(.5, 1, 1);
        assertFinite(gradient(
                extremes,
                x -> kto.perAnswer(x, x.onesLike(), manager.create(0f)).sum()));
        for (KlEstimator estimator : KlEstimator.values()) {
            assertFinite(gradient(extremes, x -> estimator.of(x, others).sum()));
        }
        NDArray logits = manager.create(row(1e4, 0, -1e4)).reshape(1, 3);
        assertFinite(gradient(logits, x -> Entropy.of(x).sum()));
    }

    private static void assertFinite(NDArray numbers) {
        for (float number : numbers.toFloatArray()) {
            assertThat(Float.isFinite(number)).as("%s is finite", number).isTrue();
        }
    }

    private static NDArray gradient(NDArray at, Function<NDArray, NDArray> loss) {
        NDArray leaf = at.duplicate();
        Autograd.requireGradient(leaf, true);
        try (Autograd.Scope on = Autograd.on()) {
            NDArray value = loss.apply(leaf);
            assertFinite(value.reshape(1));
            Autograd.backward(value);
            return leaf.getGradient();
        }
    }

    private NDArray torchtune(DirectLoss loss) {
        NDArray tokens = manager.create(row(1, 1, 1));
        NDArray chosen =
                loss.logRatios(manager.create(row(-.5, -10, -1)), manager.create(row(-.5, -10.1, -.1)), tokens);
        NDArray rejected =
                loss.logRatios(manager.create(row(-.1, -30, -21)), manager.create(row(-.1, -20.1, -.1)), tokens);
        return loss.perPair(chosen, rejected);
    }
}
