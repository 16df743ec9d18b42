package dev.attune.policy.ppo;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import dev.attune.policy.estimator.Arrays2d;

import static dev.attune.policy.estimator.Arrays2d.assertClose;
import static dev.attune.policy.estimator.Arrays2d.row;

class AdvantagesTest {

    private final NDManager manager = NDManager.newBaseManager();

    @AfterEach
    void close() {
        manager.close();
    }

    @Test
    void estimatesLikeNemoAlignersTable() {
        // NeMo-Aligner tests/ppo_utils_test.py: gamma 0.5, lambda 0.
        assertClose(advantages(row(0, 0, 1, 0), row(0, 1, 2, 3), .5, 0), .5, 0, .5, -3);
    }

    @Test
    void estimatesLikeNemoRlsTable() {
        // NeMo-RL tests/unit/algorithms/test_ppo.py: lambda 0, reward 5 at the end.
        assertClose(advantages(row(0, 0, 5), row(1, 2, 3), 1, 0), 1, 1, 2);
    }

    @Test
    void returnsLikeTorchtunesTable() {
        // torchtune tests/torchtune/rlhf/test_rewards.py: gamma 0.9, lambda 0.95.
        NDArray values = Arrays2d.of(manager, row(0, 0, 0, 1));
        NDArray mask = values.onesLike();
        NDArray advantages = Advantages.generalised(values, values, mask, .9, .95);
        assertClose(Advantages.returns(advantages, values, mask), .6579225, .7695, .9, 1);
    }

    @Test
    void lambdaOneGivesTheDiscountedReturnLessTheValue() {
        // R_0 = 1 + 0.5 (2 + 0.5 * 4) = 3, R_1 = 4, R_2 = 4.
        assertClose(advantages(row(1, 2, 4), row(10, 20, 30), .5, 1), -7, -16, -26);
    }

    @Test
    void whatStandsAfterTheEndChangesNothing() {
        NDArray mask = Arrays2d.of(manager, row(1, 1, 0, 0));
        NDArray clean = Advantages.generalised(
                Arrays2d.of(manager, row(1, 2, 0, 0)), Arrays2d.of(manager, row(3, 4, 0, 0)), mask, .9, .8);
        NDArray dirty = Advantages.generalised(
                Arrays2d.of(manager, row(1, 2, 70, 80)), Arrays2d.of(manager, row(3, 4, 50, 60)), mask, .9, .8);
        // delta_1 = 2 - 4 = -2; delta_0 = 1 + 0.9 * 4 - 3 = 1.6; A_0 = 1.6 - 0.72 * 2 = 0.16.
        assertClose(clean, .16, -2, 0, 0);
        assertClose(dirty, .16, -2, 0, 0);
    }

    @Test
    void explainedVarianceIsOneForPerfectValuesAndZeroForAConstant() {
        NDArray returns = Arrays2d.of(manager, row(1, 2, 3, 99));
        NDArray mask = Arrays2d.of(manager, row(1, 1, 1, 0));
        assertClose(Advantages.explainedVariance(Arrays2d.of(manager, row(1, 2, 3, 0)), returns, mask), 1);
        assertClose(Advantages.explainedVariance(Arrays2d.of(manager, row(7, 7, 7, 0)), returns, mask), 0);
        // V = -R: the difference is 2 R, whose variance is four times that of R.
        assertClose(Advantages.explainedVariance(Arrays2d.of(manager, row(-1, -2, -3, 0)), returns, mask), -3);
    }

    private NDArray advantages(float[] rewards, float[] values, double gamma, double lambda) {
        NDArray r = Arrays2d.of(manager, rewards);
        return Advantages.generalised(r, Arrays2d.of(manager, values), r.onesLike(), gamma, lambda);
    }
}
