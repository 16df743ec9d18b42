package dev.attune.judgement.standing;

/** What was said of two answers. */
public enum Outcome {
    LEFT(1),
    TIE(0.5),
    RIGHT(0),
    /** Neither is any good: no verdict between the two, and counted apart from ties. */
    BOTH_BAD(0.5);

    private final double score;

    Outcome(double score) {
        this.score = score;
    }

    /** How much of a win for the left one this is. */
    double score() {
        return score;
    }

    boolean compares() {
        return this != BOTH_BAD;
    }

    boolean decides() {
        return this == LEFT || this == RIGHT;
    }

    /** The same with the winner changed. */
    Outcome flipped() {
        return switch (this) {
            case LEFT -> RIGHT;
            case RIGHT -> LEFT;
            case TIE, BOTH_BAD -> this;
        };
    }
}
