package dev.attune.feedback.trust;

import java.util.List;

/**
 * How far a project's probabilities can be believed: votes of raters who were left out of the fit, beside what was said to be likely.
 *
 * @param votes how many such votes there were; ties, and pairs on which nobody else voted, are not among them
 * @param model what is known of the raters taken into account
 * @param share the others' plain share
 */
public record Reliability(int votes, Curve model, Curve share) {

    /**
     * One way to predict.
     *
     * @param logLoss mean of -ln of the probability of what was said; probabilities are kept within 0.01 and 0.99
     * @param brier mean square of what was missed
     */
    public record Curve(List<Bin> bins, double logLoss, double brier) {
        public Curve {
            bins = List.copyOf(bins);
        }
    }

    /**
     * Votes of about the same probability.
     *
     * @param predicted their mean probability for the likelier answer
     * @param seen the share that preferred it, with its 95 % interval
     */
    public record Bin(int votes, double predicted, double seen, double low, double high) {}
}
