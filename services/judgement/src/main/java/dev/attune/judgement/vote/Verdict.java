package dev.attune.judgement.vote;

/** What a rater said about two answers, one on the left and one on the right. Two bad answers are no verdict between them. */
public enum Verdict {
    /** The left one is better. */
    LEFT(1),
    /** Neither is better. */
    TIE(0.5),
    /** The right one is better. */
    RIGHT(0);

    private final double score;

    Verdict(double score) {
        this.score = score;
    }

    /** How much of a win for the left one this is: 1, 1/2 or 0. */
    public double score() {
        return score;
    }
}
