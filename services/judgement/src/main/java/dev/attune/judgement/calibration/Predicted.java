package dev.attune.judgement.calibration;

/**
 * What was said to be likely, and what happened.
 *
 * @param probability that it happens, from 0 to 1
 * @param happened whether it did
 */
public record Predicted(double probability, boolean happened) {
    public Predicted {
        if (!(probability >= 0 && probability <= 1)) {
            throw new IllegalArgumentException("A probability lies between 0 and 1 but is " + probability + ".");
        }
    }

    /** The same of the likelier of the two, so that the probability is at least a half. */
    Predicted ofTheLikelier() {
        return probability >= 0.5 ? this : new Predicted(1 - probability, !happened);
    }
}
