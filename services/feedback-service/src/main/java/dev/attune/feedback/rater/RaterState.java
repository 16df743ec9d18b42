package dev.attune.feedback.rater;

import dev.attune.judgement.signal.Carelessness.Measure;

/** What is done about a rater in a project; one step at a time, the last by a person alone. */
public enum RaterState {
    FINE,
    /** The rater was told in private what was noticed. */
    HINTED,
    /** The rater was warned, with examples. */
    WARNED,
    /** Ratings are taken and weigh nothing, until a person decides otherwise. */
    SHADOW;

    /** The state that a measure leads to without a person: a warning at most. */
    public static RaterState byItself(Measure measure) {
        return switch (measure) {
            case NONE -> FINE;
            case HINT -> HINTED;
            case WARNING, SHADOW, RETRACTION -> WARNED;
        };
    }

    /** The measure that was taken. */
    public Measure measure() {
        return switch (this) {
            case FINE -> Measure.NONE;
            case HINTED -> Measure.HINT;
            case WARNED -> Measure.WARNING;
            case SHADOW -> Measure.SHADOW;
        };
    }
}
