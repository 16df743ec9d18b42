package dev.attune.judgement.agreement;

import dev.attune.judgement.finding.Finding;
import dev.attune.judgement.finding.Undefined;

/**
 * Cohen's kappa of two raters: 1 - (sum w_ab o_ab) / (sum w_ab p_a q_b), with o the share of units where the first said a and the second b, p and q
 * what each says on the whole, and w the weight of a disagreement (Cohen 1960, 1968). Depends on how common the categories are: show
 * {@link Share} beside it.
 *
 * @param weights of disagreements
 */
public record Cohen(Weights weights) implements Coefficient {

    /** How much a disagreement counts. */
    public enum Weights {
        /** Every one as much: the plain kappa. */
        PLAIN,
        /** The squared distance of the categories' numbers: for strengths. */
        QUADRATIC;

        private double of(int a, int b) {
            return this == PLAIN ? (a == b ? 0 : 1) : (double) (a - b) * (a - b);
        }
    }

    @Override
    public Finding<Double> of(Ratings ratings) {
        return ratings.table().then(this::kappa);
    }

    private Finding<Double> kappa(double[][] table) {
        double[] first = new double[table.length];
        double[] second = new double[table.length];
        double all = 0;
        for (int a = 0; a < table.length; a++) {
            for (int b = 0; b < table.length; b++) {
                first[a] += table[a][b];
                second[b] += table[a][b];
                all += table[a][b];
            }
        }
        double observed = 0;
        double expected = 0;
        for (int a = 0; a < table.length; a++) {
            for (int b = 0; b < table.length; b++) {
                observed += weights.of(a, b) * table[a][b] / all;
                expected += weights.of(a, b) * first[a] * second[b] / (all * all);
            }
        }
        return expected == 0 ? Finding.undefined(Undefined.ONE_VALUE) : Finding.of(1 - observed / expected);
    }
}
