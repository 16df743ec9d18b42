package dev.attune.judgement.choice;

/**
 * What the left answer has more of than the right one, as a sparse vector. Where nothing is known of answers but which they are: 1 at the left one's
 * number and -1 at the right one's.
 *
 * @param places ascending
 * @param values one for each place
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Difference(int[] places, double[] values) {

    /** Of two answers of which nothing is known. */
    public static Difference between(int left, int right) {
        return left < right
                ? new Difference(new int[] {left, right}, new double[] {1, -1})
                : new Difference(new int[] {right, left}, new double[] {-1, 1});
    }
}
