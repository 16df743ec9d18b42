package dev.attune.judgement.standing;

import java.util.List;

/**
 * One vote between two checkpoints' answers to a prompt.
 *
 * @param rater who voted, from 0
 * @param prompt on answers to which prompt, from 0
 * @param left whose answer stood on the left, from 0
 * @param right whose stood on the right
 * @param outcome what was said
 * @param style how the left answer's form differs from the right one's, see {@link Style}; empty where that is not controlled for
 */
public record Ballot(int rater, int prompt, int left, int right, Outcome outcome, List<Double> style) {
    public Ballot {
        if (rater < 0 || prompt < 0 || left < 0 || right < 0 || left == right) {
            throw new IllegalArgumentException("A vote compares two checkpoints: " + left + " and " + right + ".");
        }
        style = List.copyOf(style);
    }

    /** A vote where form is not looked at. */
    public Ballot(int rater, int prompt, int left, int right, Outcome outcome) {
        this(rater, prompt, left, right, outcome, List.of());
    }
}
