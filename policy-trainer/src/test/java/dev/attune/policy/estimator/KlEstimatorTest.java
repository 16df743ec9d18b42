package dev.attune.policy.estimator;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import dev.attune.policy.ppo.PpoLoss;

import static dev.attune.policy.estimator.Arrays2d.assertClose;
import static dev.attune.policy.estimator.Arrays2d.assertGradient;
import static dev.attune.policy.estimator.Arrays2d.row;

class KlEstimatorTest {

    private final NDManager manager = NDManager.newBaseManager();

    @AfterEach
    void close() {
        manager.close();
    }

    @Test
    void theThreeEstimatorsOfNemoRlsTable() {
        // NeMo-RL tests/unit/algorithms/test_loss_functions.py: reference -1, policy 0, -1, -2; k3 .368, 0, .718.
        NDArray policy = Arrays2d.of(manager, row(0, -1, -2));
        NDArray reference = Arrays2d.of(manager, row(-1, -1, -1));
        assertClose(KlEstimator.K1.of(policy, reference), 1, 0, -1);
        assertClose(KlEstimator.K2.of(policy, reference), .5, 0, .5);
        assertClose(KlEstimator.K3.of(policy, reference), Math.exp(-1), 0, Math.E - 2);
    }

    @ParameterizedTest
    @EnumSource
    void gradientsEqualFiniteDifferences(KlEstimator estimator) {
        NDArray policy = Arrays2d.of(manager, row(-.5, -1.1, -2.3));
        NDArray reference = Arrays2d.of(manager, row(-1, -1, -1.6));
        assertGradient(manager, policy, x -> estimator.of(x, reference).sum());
    }

    @Test
    void aDualClipBoundsWhatARunawayRatioCosts() {
        // ratio e^2 = 7.39: plain loss 7.39, bounded to 3; a positive advantage stays clipped to 1.2.
        NDArray now = Arrays2d.of(manager, row(1, 1));
        NDArray old = Arrays2d.of(manager, row(-1, -1));
        NDArray advantages = Arrays2d.of(manager, row(-1, 1));
        NDArray mask = old.onesLike();
        assertClose(PpoLoss.policy(now, old, advantages, mask, .2, 3, 2).loss(), (3 - 1.2) / 2);
        assertClose(PpoLoss.policy(now, old, advantages, mask, .2, 0, 2).loss(), (Math.exp(2) - 1.2) / 2);
    }

    @Test
    void trlPutsTheScoreOnThePlaceAfterTheLastToken() {
        NDArray mask = Arrays2d.of(manager, row(1, 1, 0, 0), row(1, 1, 1, 1));
        NDArray kl = Arrays2d.of(manager, row(1, 2, 99, 99), row(1, 1, 1, 1));
        NDArray scores = manager.create(row(10, 20));
        assertClose(
                Rewards.perToken(scores, kl, mask, .5, Rewards.Placement.AFTER_LAST_TOKEN),
                -.5,
                -1,
                10,
                0,
                -.5,
                -.5,
                -.5,
                19.5);
        assertClose(
                Rewards.perToken(scores, kl, mask, .5, Rewards.Placement.LAST_TOKEN),
                -.5,
                9,
                0,
                0,
                -.5,
                -.5,
                -.5,
                19.5);
        assertClose(Rewards.valueMask(mask, Rewards.Placement.AFTER_LAST_TOKEN), 1, 1, 1, 0, 1, 1, 1, 1);
        assertClose(Rewards.clip(manager.create(row(-7, 3, 9)), 5), -5, 3, 5);
        assertClose(Rewards.clip(manager.create(row(-7, 3, 9)), 0), -7, 3, 9);
    }
}
