package dev.attune.feedback.rater;

/** What is measured of a rater. */
public enum SignalKind {
    /** The share of items with a known answer that were answered right. */
    GOLD,
    /** The share of items that say which answer to take that were answered so. */
    ATTENTION,
    /** The share of pairs shown again that were answered as before. */
    OWN_CONSISTENCY,
    /** The share of ratings that were given faster than anybody reads. */
    SPEED,
    /** The longest run of one verdict. */
    STRAIGHT_LINING,
    /** The share of verdicts for one answer that went to the left one. */
    SIDE,
    /** The share of comments that are nearly equal to earlier ones. */
    COPIES,
    /** How much more than others the rater prefers longer answers: a taste, which weighs nothing. */
    LENGTH
}
