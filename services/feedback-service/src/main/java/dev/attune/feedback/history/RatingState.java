package dev.attune.feedback.history;

/** What has become of a rating. */
public enum RatingState {
    COUNTS,
    SKIPPED,
    /** Its person took it back, with a reason. */
    WITHDRAWN,
    /** A manager took it out. */
    VOIDED
}
