package dev.attune.judgement.anytime;

/**
 * A bet against a mean of scores between 0 and 1: wealth multiplies by 1 + lambda (x - m). The stake is Kelly's, approximately, from past scores only, with
 * one of 1/2 and variance 1/4 before the first: lambda = (mean - m) / (variance + (mean - m)^2), between 0 and half of what could lose everything
 * (Waudby-Smith and Ramdas 2023, "Estimating means of bounded random variables by betting"). While the mean is m or below, the wealth exceeds 1 / alpha
 * at any time with a probability of at most alpha.
 */
public final class Bet {

    private static final double MOST = 0.5;

    private final double m;
    private double sum = 0.5;
    private double squares = 0.25;
    private int scores = 1;
    private double wealth;

    /** Against the mean m. */
    public Bet(double m) {
        if (!(m > 0 && m < 1)) {
            throw new IllegalArgumentException("A bet is against a mean between 0 and 1, not " + m + ".");
        }
        this.m = m;
    }

    /** One more score. */
    public void add(double score) {
        wealth += Math.log1p(stake() * (score - m));
        sum += score;
        scores++;
        double away = score - sum / scores;
        squares += away * away;
    }

    private double stake() {
        double away = sum / scores - m;
        return Math.clamp(away / (squares / scores + away * away), 0, MOST / m);
    }

    /** The logarithm of the wealth. */
    public double logWealth() {
        return wealth;
    }
}
