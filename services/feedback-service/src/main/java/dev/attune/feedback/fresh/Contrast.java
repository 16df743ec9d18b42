package dev.attune.feedback.fresh;

/** What a new checkpoint is set against. */
public enum Contrast {
    /** What production serves; of one that was promoted, what production served until then. */
    PRODUCTION,
    /** The checkpoint that came before it. */
    BEFORE,
    /** Itself: two samples. */
    ITSELF
}
