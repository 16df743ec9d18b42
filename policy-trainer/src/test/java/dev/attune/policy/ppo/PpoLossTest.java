package dev.attune.policy.ppo;

import java.util.Objects;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import dev.attune.lm.torch.Autograd;
import dev.attune.policy.estimator.Arrays2d;

import static dev.attune.policy.estimator.Arrays2d.assertClose;
import static dev.attune.policy.estimator.Arrays2d.assertGradient;
import static dev.attune.policy.estimator.Arrays2d.row;

class PpoLossTest {

    private final NDManager manager = NDManager.newBaseManager();

    @AfterEach
    void close() {
        manager.close();
    }

    @Test
    void clipsTheRatioLikeNemoRlsTable() {
        // NeMo-RL tests/unit/algorithms/test_loss_functions.py: ratios 0.5, 1, 1.5; loss -0.6333.
        NDArray old = Arrays2d.of(manager, row(-1, -1, -1));
        NDArray current = Arrays2d.of(manager, row(-1.6931471805599453, -1, -.5945348918918356));
        NDArray advantages = Arrays2d.of(manager, row(1, -1, 2));
        PpoLoss.Policy result = PpoLoss.policy(current, old, advantages, old.onesLike(), .2, 3);
        // -(min(.5, .8) - 1 + min(3, 2.4)) / 3; only the last ratio's clipped term is the larger one.
        assertClose(result.loss(), -1.9 / 3);
        assertClose(result.clipFraction(), 1.0 / 3);
        // (ln(1/2)^2 + ln(1.5)^2) / 6
        assertClose(result.approximateKl(), (.4804530139182014 + .1644019538682266) / 6);
    }

    @Test
    void equalPoliciesGiveMinusTheMeanAdvantageWithoutClipping() {
        NDArray logProbs = Arrays2d.of(manager, row(-1, -2, -500), row(-3, -500, -500));
        NDArray mask = Arrays2d.of(manager, row(1, 1, 0), row(1, 0, 0));
        NDArray advantages = Arrays2d.of(manager, row(1, 2, 1000), row(6, 1000, 1000));
        PpoLoss.Policy result = PpoLoss.policy(logProbs, logProbs, advantages, mask, .2, 3);
        assertClose(result.loss(), -3);
        assertClose(result.clipFraction(), 0);
        assertClose(result.approximateKl(), 0);
    }

    @Test
    void whatIsMaskedCannotOverflow() {
        NDArray current = Arrays2d.of(manager, row(-1, 1000));
        NDArray old = Arrays2d.of(manager, row(-1, -1000));
        NDArray ones = old.onesLike();
        assertClose(
                PpoLoss.policy(current, old, ones, Arrays2d.of(manager, row(1, 0)), .2, 1)
                        .loss(),
                -1);
    }

    @Test
    void policyGradientEqualsFiniteDifferences() {
        NDArray current = Arrays2d.of(manager, row(-1.1, -.4, -2.6), row(-.9, -1.6, -.2));
        NDArray old = Arrays2d.of(manager, row(-1.0, -1.0, -2.0), row(-1.0, -1.0, -1.0));
        NDArray advantages = Arrays2d.of(manager, row(1.5, -.5, -2), row(.7, 1.1, 3));
        NDArray mask = Arrays2d.of(manager, row(1, 1, 1), row(1, 1, 0));
        assertGradient(
                manager,
                current,
                x -> PpoLoss.policy(x, old, advantages, mask, .2, 5).loss());
    }

    @Test
    void aClippedRatioHasNoGradientAndAWorseOneHas() {
        // Ratio e: with a positive advantage it is clipped, with a negative one it is pulled back.
        NDArray current = Arrays2d.of(manager, row(0, 0));
        Autograd.requireGradient(current, true);
        NDArray old = Arrays2d.of(manager, row(-1, -1));
        try (Autograd.Scope on = Autograd.on()) {
            NDArray advantages = Arrays2d.of(manager, row(1, -1));
            Autograd.backward(PpoLoss.policy(current, old, advantages, old.onesLike(), .2, 2)
                    .loss());
        }
        assertClose(Objects.requireNonNull(Autograd.gradient(current)), 0, Math.E / 2);
    }

    @Test
    void valueLossTakesTheWorseOfClippedAndUnclipped() {
        NDArray current = Arrays2d.of(manager, row(1, .1, -3));
        NDArray old = Arrays2d.of(manager, row(0, 0, 0));
        NDArray returns = Arrays2d.of(manager, row(2, 0, 1));
        PpoLoss.Value result = PpoLoss.value(current, old, returns, old.onesLike(), .2, 3);
        // max(1, 1.8^2) = 3.24; max(.01, .01) = .01; max(16, 1.2^2) = 16
        assertClose(result.loss(), (3.24 + .01 + 16) / 6);
        assertClose(result.clipFraction(), 1.0 / 3);
    }

    @Test
    void valueGradientEqualsFiniteDifferences() {
        NDArray current = Arrays2d.of(manager, row(1, .1, -3), row(.5, -.05, 9));
        NDArray old = Arrays2d.of(manager, row(0, 0, 0), row(.45, 1, 0));
        NDArray returns = Arrays2d.of(manager, row(2, 0, 1), row(-1, 1, 0));
        NDArray mask = Arrays2d.of(manager, row(1, 1, 1), row(1, 1, 0));
        assertGradient(
                manager,
                current,
                x -> PpoLoss.value(x, old, returns, mask, .2, 5).loss());
    }

    @Test
    void halvesOfAStepAddUpToTheWholeWhateverTheirTokenCounts() {
        NDArray current = Arrays2d.of(manager, row(-1.1, -.4, -2.6), row(-.9, 0, 0));
        NDArray old = Arrays2d.of(manager, row(-1.0, -1.0, -2.0), row(-1.0, 0, 0));
        NDArray advantages = Arrays2d.of(manager, row(1.5, -.5, -2), row(.7, 0, 0));
        NDArray mask = Arrays2d.of(manager, row(1, 1, 1), row(1, 0, 0));
        NDArray whole = PpoLoss.policy(current, old, advantages, mask, .2, 4).loss();
        NDArray parts = half(current, old, advantages, mask, 0).add(half(current, old, advantages, mask, 1));
        assertClose(parts, whole.getFloat());
    }

    private static NDArray half(NDArray current, NDArray old, NDArray advantages, NDArray mask, int row) {
        String index = row + ":" + (row + 1);
        return PpoLoss.policy(current.get(index), old.get(index), advantages.get(index), mask.get(index), .2, 4)
                .loss();
    }
}
