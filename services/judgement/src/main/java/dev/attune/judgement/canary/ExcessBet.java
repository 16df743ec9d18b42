package dev.attune.judgement.canary;

import dev.attune.judgement.anytime.Bet;

/**
 * A bet that the canary's mean c exceeds {@code times p + plus}, p the mean of production. A block's {@code x = (c - times p + times) / (1 + times)} lies
 * between 0 and 1, and its mean is at most {@code m = (plus + times) / (1 + times)} while c exceeds nothing: what a {@link Bet} is against.
 *
 * <p>Why that holds at every look: people arrive independently, each in one arm, and a block is made up by order alone. So, whatever came before, the mean
 * of x is that of the two arms, the wealth is a supermartingale, and it reaches 1 / alpha with a probability of at most alpha (Ville 1939; Waudby-Smith
 * and Ramdas 2023). Setting blocks of two streams against each other is from Turner, Ly and Grünwald (2024), "Generic e-variables for exact sequential
 * k-sample tests that allow for optional stopping"; they bet with Bernoulli likelihoods, which scores that are means of several votes are not.
 */
final class ExcessBet {

    private final double times;
    private final Bet bet;
    private double highest;

    ExcessBet(double times, double plus) {
        this.times = times;
        this.bet = new Bet((plus + times) / (1 + times));
    }

    void add(Block block) {
        bet.add((block.canary() - times * block.production() + times) / (1 + times));
        highest = Math.max(highest, bet.logWealth());
    }

    /** The logarithm of the wealth. */
    double logWealth() {
        return bet.logWealth();
    }

    /** Whether it was won at any time. */
    boolean won(double alpha) {
        return highest >= Math.log(1 / alpha);
    }
}
