package dev.attune.feedback.review;

/**
 * How much there is for reviewers.
 *
 * @param disagreeing items whose raters differ and that no reviewer has decided
 * @param unsure items that as many rated as may, where doubt is left which answer is better
 * @param skipped items that want ratings and that three people or more have skipped
 * @param written items with written answers of which no reviewer has chosen one
 * @param unseen items with notes that no reviewer has seen
 */
public record ReviewCounts(
        long flagged,
        long disagreeing,
        long unsure,
        long skipped,
        long written,
        long adjudicated,
        long closed,
        long unseen) {}
