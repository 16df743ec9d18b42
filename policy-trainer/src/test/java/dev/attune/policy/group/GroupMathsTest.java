package dev.attune.policy.group;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import dev.attune.policy.estimator.Arrays2d;
import dev.attune.policy.estimator.Variance;

import static dev.attune.policy.estimator.Arrays2d.assertClose;
import static dev.attune.policy.estimator.Arrays2d.assertGradient;
import static dev.attune.policy.estimator.Arrays2d.row;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class GroupMathsTest {

    private final NDManager manager = NDManager.newBaseManager();

    @AfterEach
    void close() {
        manager.close();
    }

    @Test
    void standardisedAdvantagesDivideByTheDeviationOfTheGroup() {
        NDArray rewards = Arrays2d.of(manager, row(1, 2, 3), row(5, 5, 5));
        // deviations: 1 with n - 1; sqrt(2/3) with n
        assertClose(GroupAdvantages.standardised(rewards, Variance.UNBIASED, 0.5), -1 / 1.5, 0, 1 / 1.5, 0, 0, 0);
        double biased = 1 / (Math.sqrt(2.0 / 3) + 1e-4);
        assertClose(GroupAdvantages.standardised(rewards, Variance.BIASED, 1e-4), -biased, 0, biased, 0, 0, 0);
    }

    @Test
    void leaveOneOutComparesWithTheMeanOfTheOthers() {
        NDArray rewards = Arrays2d.of(manager, row(1, 2, 3, 6));
        assertClose(GroupAdvantages.leaveOneOut(rewards), 1 - 11.0 / 3, 2 - 10.0 / 3, 3 - 3, 6 - 2);
        assertClose(GroupAdvantages.centred(rewards), -2, -1, 0, 3);
        assertThatThrownBy(() -> GroupAdvantages.leaveOneOut(Arrays2d.of(manager, row(1), row(2))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Leave-one-out needs at least two answers to each prompt.");
    }

    @Test
    void reductionsDifferInWhatALongAnswerWeighs() {
        NDArray losses = Arrays2d.of(manager, row(6, 100, 100), row(1, 2, 3));
        NDArray mask = Arrays2d.of(manager, row(1, 0, 0), row(1, 1, 1));
        assertClose(new Reduction.PerAnswer().of(losses, mask, 2), (6 + 2) / 2.0);
        assertClose(new Reduction.PerToken(4).of(losses, mask, 2), 12 / 4.0);
        assertClose(new Reduction.Constant(5).of(losses, mask, 2), 12 / 10.0);
    }

    @Test
    void partsOfAStepAddUpToTheStep() {
        NDArray losses = Arrays2d.of(manager, row(6, 9, 9), row(1, 2, 3));
        NDArray mask = Arrays2d.of(manager, row(1, 0, 0), row(1, 1, 1));
        for (Reduction reduction :
                new Reduction[] {new Reduction.PerAnswer(), new Reduction.PerToken(4), new Reduction.Constant(5)}) {
            NDArray parts = reduction
                    .of(losses.get("0:1"), mask.get("0:1"), 2)
                    .add(reduction.of(losses.get("1:2"), mask.get("1:2"), 2));
            assertClose(parts, reduction.of(losses, mask, 2).getFloat());
        }
    }

    @Test
    void tokenRatiosAreClippedOnTheSideThatPays() {
        // ratios 1/2, 1, 3/2 with bounds 0.8 and 1.28
        NDArray old = Arrays2d.of(manager, row(-1, -1, -1), row(-1, -1, -1));
        NDArray now = Arrays2d.of(
                manager,
                row(-1 + Math.log(.5), -1, -1 + Math.log(1.5)),
                row(-1 + Math.log(.5), -1, -1 + Math.log(1.5)));
        NDArray advantages = manager.create(row(2, -2));
        NDArray losses = GroupLoss.perToken(now, old, advantages, old.onesLike(), .2, .28);
        assertClose(losses, -1, -2, -2.56, 1.6, 2, 3);
    }

    @Test
    void answerRatiosAreProductsOverTheTokens() {
        // 1/2 * 3 = 3/2, clipped to 1.2 for a positive advantage
        NDArray old = Arrays2d.of(manager, row(-1, -1, -9), row(-1, -1, -9));
        NDArray now = Arrays2d.of(
                manager, row(-1 + Math.log(.5), -1 + Math.log(3), 7), row(-1 + Math.log(.5), -1 + Math.log(3), 7));
        NDArray mask = Arrays2d.of(manager, row(1, 1, 0), row(1, 1, 0));
        assertClose(GroupLoss.perAnswer(now, old, manager.create(row(1, -1)), mask, .2, .2), -1.2, 1.5);
    }

    @Test
    void gradientsEqualFiniteDifferences() {
        NDArray now = Arrays2d.of(manager, row(-1.1, -.4, -2.6), row(-.9, -1.6, -.2));
        NDArray old = Arrays2d.of(manager, row(-1.0, -1.0, -2.0), row(-1.0, -1.0, -1.0));
        NDArray mask = Arrays2d.of(manager, row(1, 1, 1), row(1, 1, 0));
        NDArray advantages = manager.create(row(1.5, -.7));
        assertGradient(
                manager,
                now,
                x -> new Reduction.PerAnswer().of(GroupLoss.perToken(x, old, advantages, mask, .2, .28), mask, 2));
        assertGradient(
                manager,
                now,
                x -> GroupLoss.perAnswer(x, old, advantages, mask, .2, .2).sum());
    }
}
