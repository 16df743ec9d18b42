package dev.attune.policy.estimator;

import ai.djl.ndarray.NDManager;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static dev.attune.policy.estimator.Arrays2d.assertClose;
import static dev.attune.policy.estimator.Arrays2d.assertGradient;
import static dev.attune.policy.estimator.Arrays2d.of;
import static dev.attune.policy.estimator.Arrays2d.row;

class EntropyTest {

    private final NDManager manager = NDManager.newBaseManager();

    @AfterEach
    void close() {
        manager.close();
    }

    @Test
    void fourEquallyLikelyTokensHaveTheLogarithmOfFour() {
        // NeMo-Aligner tests/ppo_utils_test.py: uniform over 4; and whatever is added to all scores.
        assertClose(Entropy.of(of(manager, row(0, 0, 0, 0), row(7, 7, 7, 7))), Math.log(4), Math.log(4));
    }

    @Test
    void oddsOfThreeToOne() {
        // p = (3/4, 1/4): 3/4 ln(4/3) + 1/4 ln 4 = 0.5623351446.
        assertClose(Entropy.of(of(manager, row(Math.log(3), 0))), 0.5623351446);
    }

    @Test
    void aCertainTokenHasNone() {
        assertClose(Entropy.of(of(manager, row(0, -80, -80))), 0);
    }

    @Test
    void theGradientIsThatOfFiniteDifferences() {
        assertGradient(
                manager,
                of(manager, row(0.3, -1.2, 0.7), row(2, 0.1, -0.4)),
                x -> Entropy.of(x).sum());
    }
}
