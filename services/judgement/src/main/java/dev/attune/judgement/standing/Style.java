package dev.attune.judgement.standing;

import java.util.ArrayList;
import java.util.List;

/**
 * The form of two answers beside each other, as FastChat's style control has it: (left - right) / (left + right + 1) for each feature, such as
 * tokens, headings, list items and bold parts. {@link #scaled} divides by the root mean square and does not take the mean off, so that nothing
 * changes when the two change places; the mean belongs to the side.
 *
 * <p>A standing with form controlled for answers another question than the raw one, as length can be a merit: show both.
 */
public final class Style {

    private Style() {}

    /** The contrast of two answers' features, as many for each. */
    public static List<Double> contrast(List<Integer> left, List<Integer> right) {
        if (left.size() != right.size()) {
            throw new IllegalArgumentException("Both answers have the same features.");
        }
        List<Double> contrast = new ArrayList<>();
        for (int f = 0; f < left.size(); f++) {
            contrast.add((left.get(f) - right.get(f)) / (left.get(f) + right.get(f) + 1.0));
        }
        return contrast;
    }

    /** The votes with each feature scaled to a root mean square of 1; one that never differs stays 0. */
    public static Ballots scaled(Ballots ballots) {
        double[] squares = new double[ballots.features()];
        for (Ballot ballot : ballots.all()) {
            for (int f = 0; f < squares.length; f++) {
                squares[f] += ballot.style().get(f) * ballot.style().get(f);
            }
        }
        int votes = ballots.all().size();
        return new Ballots(
                ballots.checkpoints(),
                ballots.all().stream()
                        .map(ballot -> new Ballot(
                                ballot.rater(),
                                ballot.prompt(),
                                ballot.left(),
                                ballot.right(),
                                ballot.outcome(),
                                scaled(ballot.style(), squares, votes)))
                        .toList());
    }

    private static List<Double> scaled(List<Double> style, double[] squares, int votes) {
        List<Double> scaled = new ArrayList<>();
        for (int f = 0; f < squares.length; f++) {
            scaled.add(squares[f] == 0 ? 0 : style.get(f) / Math.sqrt(squares[f] / votes));
        }
        return scaled;
    }
}
