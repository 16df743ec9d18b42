package dev.attune.judgement.clustered;

/**
 * What somebody says of something.
 *
 * @param rater who
 * @param prompt of what
 * @param value in [0, 1]: 1 a win, 0 a loss, 0.5 a tie
 */
public record Score(String rater, String prompt, double value) {
    public Score {
        if (!(value >= 0 && value <= 1)) {
            throw new IllegalArgumentException("A score lies in [0, 1] but is " + value + ".");
        }
    }
}
