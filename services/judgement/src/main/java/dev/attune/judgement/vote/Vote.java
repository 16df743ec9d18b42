package dev.attune.judgement.vote;

/**
 * One rater's word on two answers.
 *
 * @param rater which rater, from 0
 * @param left which answer stood on the left, from 0
 * @param right which stood on the right
 * @param verdict what the rater said
 */
public record Vote(int rater, int left, int right, Verdict verdict) {
    public Vote {
        if (rater < 0 || left < 0 || right < 0 || left == right) {
            throw new IllegalArgumentException(
                    "A vote compares two answers that are not the same: " + left + " and " + right + ".");
        }
    }
}
