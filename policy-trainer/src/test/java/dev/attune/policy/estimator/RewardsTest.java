package dev.attune.policy.estimator;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static dev.attune.policy.estimator.Arrays2d.assertClose;
import static dev.attune.policy.estimator.Arrays2d.row;

class RewardsTest {

    private final NDManager manager = NDManager.newBaseManager();

    @AfterEach
    void close() {
        manager.close();
    }

    @Test
    void penalisesEveryTokenAndAddsTheScoreAtTheLast() {
        // torchtune tests/torchtune/rlhf/test_rewards.py: coefficient 0.5, scores 1, 2, 3.
        NDArray policy = Arrays2d.of(manager, row(.1, .2, .3), row(.4, .5, .6), row(.6, .7, .8));
        NDArray reference = Arrays2d.of(manager, row(.2, .3, .4), row(.6, .7, .8), row(.9, 1.0, 1.1));
        NDArray scores = manager.create(row(1, 2, 3));
        NDArray rewards = Rewards.perToken(scores, Rewards.k1(policy, reference), policy.onesLike(), 0.5);
        assertClose(rewards, .05, .05, 1.05, .1, .1, 2.1, .15, .15, 3.15);
    }

    @Test
    void aShortAnswerGetsItsScoreAtItsOwnLastToken() {
        NDArray kl = Arrays2d.of(manager, row(1, 2, 50), row(1, 50, 50), row(1, 1, 1));
        NDArray mask = Arrays2d.of(manager, row(1, 1, 0), row(1, 0, 0), row(1, 1, 1));
        NDArray rewards = Rewards.perToken(manager.create(row(10, 20, 30)), kl, mask, 0.1);
        assertClose(rewards, -.1, 9.8, 0, 19.9, 0, 0, -.1, -.1, 29.9);
    }

    @Test
    void rewardsOfAnAnswerSumToScoreMinusWeightedKl() {
        NDArray kl = Arrays2d.of(manager, row(.5, -.25, 3), row(.125, 1, -2));
        NDArray mask = Arrays2d.of(manager, row(1, 1, 0), row(1, 1, 1));
        NDArray rewards = Rewards.perToken(manager.create(row(4, -4)), kl, mask, 2);
        assertClose(rewards.sum(new int[] {1}), 4 - 2 * .25, -4 - 2 * -.875);
    }

    @Test
    void onlyACutAnswerPaysForItsMissingEnd() {
        NDArray scores = Rewards.penaliseMissingEnd(manager.create(row(1, 1)), manager.create(row(1, 0)), 2.5);
        assertClose(scores, 1, -1.5);
    }
}
