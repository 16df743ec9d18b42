package dev.attune.lm.generate;

/** Why an answer ended. */
public enum FinishReason {
    /** The model said so with its end-of-sequence token. */
    END,
    /** A stop string appeared in the text. */
    STOP,
    /** The largest number of new tokens was reached, or the model's last position. */
    LENGTH,
    /** The caller wanted no more. */
    CANCELLED
}
