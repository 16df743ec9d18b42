package dev.attune.feedback.playground;

/** Where an answer stands. */
public enum Side {
    LEFT,
    RIGHT
}
