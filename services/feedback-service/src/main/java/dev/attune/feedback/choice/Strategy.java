package dev.attune.feedback.choice;

/** In which order a project's items are handed out; a prompt's priority goes before all of them. */
public enum Strategy {
    /** As they came. */
    OLDEST,
    /** In an order that is drawn once. */
    RANDOM,
    /** Those with the fewest ratings. */
    LEAST_COVERED,
    /** Those about which one more rating is expected to tell most. */
    INFORMATION,
    /** Answers of the newest checkpoint, first against the one before. */
    NEWEST
}
