package dev.attune.judgement.raters;

import dev.attune.judgement.maths.Logistic;
import dev.attune.judgement.maths.Normal;

/**
 * What the votes say about two answers.
 *
 * @param lead how much more the first is worth, in logits of a rater of slope 1
 * @param deviation the standard deviation of that
 */
public record PairBelief(double lead, double deviation) {

    /** P(the first is better): what ends the collecting of votes when it is near 0 or 1. */
    public double belief() {
        return Normal.below(lead / deviation);
    }

    /**
     * P(one more rater of slope 1 without a side prefers the first), ties left out: the soft label that a reward model learns from. MacKay's
     * approximation of the logistic function's mean under a normal distribution.
     */
    public double predictive() {
        return Logistic.sigmoid(lead / Math.sqrt(1 + Math.PI * deviation * deviation / 8));
    }
}
