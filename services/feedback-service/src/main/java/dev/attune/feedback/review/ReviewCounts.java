package dev.attune.feedback.review;

/**
 * How much there is for reviewers.
 *
 * @param disagreeing items whose raters differ and that no reviewer has decided
 * @param unseen items with notes that no reviewer has seen
 */
public record ReviewCounts(long flagged, long disagreeing, long adjudicated, long closed, long unseen) {}
