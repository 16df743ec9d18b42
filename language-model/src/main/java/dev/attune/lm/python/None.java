package dev.attune.lm.python;

/** Python's {@code None}. */
public enum None {
    NONE
}
