package dev.attune.lm.batch;

/** On which side of a batch short sequences are filled up. */
public enum Padding {
    /** For generation: the last token of every row is in the last column. */
    LEFT,
    /** For training and scoring: causal attention never looks at it, so no mask is needed. */
    RIGHT
}
