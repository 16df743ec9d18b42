package dev.attune.feedback.review;

/** Which items a reviewer lists. */
public enum ReviewKind {
    /** Flagged, oldest first. */
    FLAGGED,
    /** The raters differ and nobody has decided, strongest first; without those that the reviewer rated. */
    DISAGREEING,
    /** As many rated as may, and doubt is left which answer is better, oldest first; without those that the reviewer rated. */
    UNSURE,
    /** Wants ratings still, and three people or more have skipped it, oldest first; without those that the reviewer rated. */
    SKIPPED,
    /** Answers were written and nobody has chosen one, oldest first; without those where the reviewer wrote one. */
    WRITTEN,
    /** Settled by a reviewer, oldest first. */
    ADJUDICATED,
    /** Closed by a reviewer, oldest first. */
    CLOSED,
    /** With notes of raters that no reviewer has seen. */
    UNSEEN
}
