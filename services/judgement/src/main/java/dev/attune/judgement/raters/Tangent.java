package dev.attune.judgement.raters;

/**
 * How one vote's advantage m moves with its parameters.
 *
 * @param left the left answer's place on its island
 * @param right the right answer's place
 * @param slope the rater's slope: how far m moves with the left worth
 * @param lead the left worth less the right: how far m moves with the slope
 * @param shared places of slope, side, common side and ties in the shared parameters; {@link Layout#NONE} of a fixed one
 */
@SuppressWarnings("ArrayRecordComponent") // lives for one sum
record Tangent(int left, int right, double slope, double lead, int[] shared) {

    /** How far m moves with the shared parameter that is listed {@code index}-th; ties do not move it. */
    double alongShared(int index) {
        return index == 0 ? lead : 1;
    }
}
