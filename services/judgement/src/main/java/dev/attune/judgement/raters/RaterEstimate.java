package dev.attune.judgement.raters;

/**
 * What is known of one rater.
 *
 * @param slope how well answers are told apart; 1 is the mean, 0 is chance, below 0 is the wrong way round
 * @param slopeDeviation its standard deviation
 * @param side how much the left place attracts, in logits
 * @param sideDeviation its standard deviation
 * @param votes how many votes that rests on
 */
public record RaterEstimate(double slope, double slopeDeviation, double side, double sideDeviation, int votes) {}
