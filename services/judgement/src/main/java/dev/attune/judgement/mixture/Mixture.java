package dev.attune.judgement.mixture;

import dev.attune.judgement.maths.Logistic;
import dev.attune.judgement.vote.Vote;

/**
 * A mixture for each vote: with probability G the rater compares, with 1 - G he does something else. Parameters stand in one vector: worths,
 * then for each rater the logit of G, then, where the model has them, the raters' sides.
 */
public sealed interface Mixture {

    /** How many parameters a rater has. */
    int perRater();

    /**
     * Adds what one vote gives.
     *
     * @param direction 1 for a vote to the left, -1 to the right
     * @param at the parameters
     * @param gradient gets the derivatives of the log probability
     * @return the log probability
     */
    double add(Vote vote, int direction, Places places, double[] at, double[] gradient);

    /** Where the parameters stand. */
    record Places(int answers, int raters) {
        int logit(int rater) {
            return answers + rater;
        }

        int side(int rater) {
            return answers + raters + rater;
        }
    }

    /**
     * CrowdBT (Chen and others, WSDM 2013): who does not compare says the opposite. q = G p + (1 - G)(1 - p) with p = sigmoid(y D); dq/ds =
     * y (2G - 1) p (1 - p), dq/dg = G (1 - G)(2p - 1).
     */
    record CrowdBt() implements Mixture {
        @Override
        public int perRater() {
            return 1;
        }

        @Override
        public double add(Vote vote, int direction, Places places, double[] at, double[] gradient) {
            double p = Logistic.sigmoid(direction * (at[vote.left()] - at[vote.right()]));
            double g = Logistic.sigmoid(at[places.logit(vote.rater())]);
            double q = g * p + (1 - g) * (1 - p);
            double byWorth = direction * (2 * g - 1) * p * (1 - p) / q;
            gradient[vote.left()] += byWorth;
            gradient[vote.right()] -= byWorth;
            gradient[places.logit(vote.rater())] += g * (1 - g) * (2 * p - 1) / q;
            return Math.log(q);
        }
    }

    /**
     * NoisyBT: who does not compare takes a side. q = G p + (1 - G) z with z = sigmoid(y b); dq/ds = y G p (1 - p), dq/dg = G (1 - G)(p - z),
     * dq/db = y (1 - G) z (1 - z).
     */
    record NoisyBt() implements Mixture {
        @Override
        public int perRater() {
            return 2;
        }

        @Override
        public double add(Vote vote, int direction, Places places, double[] at, double[] gradient) {
            double p = Logistic.sigmoid(direction * (at[vote.left()] - at[vote.right()]));
            double g = Logistic.sigmoid(at[places.logit(vote.rater())]);
            double z = Logistic.sigmoid(direction * at[places.side(vote.rater())]);
            double q = g * p + (1 - g) * z;
            double byWorth = direction * g * p * (1 - p) / q;
            gradient[vote.left()] += byWorth;
            gradient[vote.right()] -= byWorth;
            gradient[places.logit(vote.rater())] += g * (1 - g) * (p - z) / q;
            gradient[places.side(vote.rater())] += direction * (1 - g) * z * (1 - z) / q;
            return Math.log(q);
        }
    }
}
