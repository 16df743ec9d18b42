package dev.attune.feedback.review;

/**
 * How much there is for reviewers.
 *
 * @param disagreeing items whose raters differ and that no reviewer has decided
 * @param written items with written answers of which no reviewer has chosen one
 * @param unseen items with notes that no reviewer has seen
 */
public record ReviewCounts(long flagged, long disagreeing, long written, long adjudicated, long closed, long unseen) {}
