package dev.attune.feedback.trust;

import java.util.UUID;

/**
 * What is believed of a pair under a fit of its raters.
 *
 * @param lead by how much the first answer is worth more, in logits of a rater of slope 1
 * @param deviation the standard deviation of that
 * @param belief P(the first is better)
 * @param predictive P(a fresh rater of the mean prefers the first), ties left out
 * @param fit the fit whose raters these are
 */
public record Believed(double lead, double deviation, double belief, double predictive, UUID fit) {}
