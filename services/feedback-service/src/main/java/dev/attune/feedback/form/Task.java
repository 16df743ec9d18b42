package dev.attune.feedback.form;

/** What is done with an item. */
public enum Task {
    /** Two answers are compared. */
    COMPARE,
    /** Several answers are put in an order. */
    RANK,
    /** The answer is written. */
    DEMONSTRATE
}
