package dev.attune.policy.estimator;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static dev.attune.policy.estimator.Arrays2d.assertClose;
import static dev.attune.policy.estimator.Arrays2d.row;

class MaskedTest {

    private final NDManager manager = NDManager.newBaseManager();

    @AfterEach
    void close() {
        manager.close();
    }

    @Test
    void meanAndVarianceCountMaskedNumbersOnly() {
        // TRL tests/experimental/test_ppo_trainer.py: [1, 2, 3, 4] under [0, 1, 1, 0].
        NDArray x = Arrays2d.of(manager, row(1, 2, 3, 4));
        NDArray mask = Arrays2d.of(manager, row(0, 1, 1, 0));
        assertClose(Masked.mean(x, mask), 2.5);
        assertClose(Masked.variance(x, mask, Variance.UNBIASED), 0.5);
        assertClose(Masked.variance(x, mask, Variance.BIASED), 0.25);
    }

    @Test
    void sumsEachAnswerOverItsRealTokens() {
        NDArray x = Arrays2d.of(manager, row(1, 2, 3), row(4, 5, 6));
        NDArray mask = Arrays2d.of(manager, row(1, 1, 0), row(1, 1, 1));
        assertClose(Masked.sumPerAnswer(x, mask), 3, 15);
    }

    @Test
    void whitensLikeThePublishedTableWithBothVariances() {
        // Hugging Face, "The N implementation details of RLHF with PPO": mean kept, four decimals printed.
        NDArray x = Arrays2d.of(manager, row(1.2, 1.3, 1.4), row(1.5, 1.6, 1.7), row(1.8, 1.9, 2.0));
        NDArray all = x.onesLike();
        assertRounded(
                Masked.whiten(x, all, Variance.BIASED, false),
                .0508,
                .4381,
                .8254,
                1.2127,
                1.6,
                1.9873,
                2.3746,
                2.7619,
                3.1492);
        assertRounded(
                Masked.whiten(x, all, Variance.UNBIASED, false),
                .1394,
                .5046,
                .8697,
                1.2349,
                1.6,
                1.9651,
                2.3303,
                2.6954,
                3.0606);
    }

    @Test
    void whitenedNumbersHaveMeanZeroAndDeviationOneAndIgnoreWhatIsMasked() {
        NDArray mask = Arrays2d.of(manager, row(1, 1, 1, 0), row(1, 0, 0, 0));
        NDArray one =
                Masked.whiten(Arrays2d.of(manager, row(3, -1, 7, 99), row(2, 5, 5, 5)), mask, Variance.BIASED, true);
        NDArray two =
                Masked.whiten(Arrays2d.of(manager, row(3, -1, 7, 0), row(2, 1, 1, 1)), mask, Variance.BIASED, true);
        assertClose(Masked.mean(one, mask), 0);
        assertClose(Masked.variance(one, mask, Variance.BIASED), 1);
        assertClose(one.sub(two), 0, 0, 0, 0, 0, 0, 0, 0);
    }

    @Test
    void oneRealTokenWhitensToZeroInsteadOfNotANumber() {
        NDArray x = Arrays2d.of(manager, row(3, 4));
        assertClose(Masked.whiten(x, Arrays2d.of(manager, row(1, 0)), Variance.UNBIASED, true), 0, 0);
    }

    private static void assertRounded(NDArray actual, double... expected) {
        assertClose(actual.mul(1e4).round().div(1e4), expected);
    }
}
