package dev.attune.judgement.raters;

import dev.attune.judgement.vote.Verdict;

/**
 * The probability of one verdict under Davidson's model with a rater, and its derivatives by m, the advantage of the left answer in logits,
 * and n, the logarithm of the weight of ties: P(left), P(right) and P(tie) are in proportion to e^(m/2), e^(-m/2) and e^n. Without ties
 * (n = -infinity) this is Bradley-Terry.
 *
 * @param log ln P(verdict)
 * @param slope d/dm
 * @param curvature -d2/dm2
 * @param tieSlope d/dn
 * @param tieCurvature -d2/dn2
 * @param cross -d2/dm dn
 */
record Outcome(double log, double slope, double curvature, double tieSlope, double tieCurvature, double cross) {

    static Outcome of(Verdict verdict, double m, double n) {
        double highest = Math.max(Math.abs(m) / 2, n);
        double left = Math.exp(m / 2 - highest);
        double right = Math.exp(-m / 2 - highest);
        double tie = Math.exp(n - highest);
        double all = left + right + tie;
        double lead = (left - right) / all / 2;
        double tied = tie / all;
        double said = verdict == Verdict.TIE ? n : (verdict.score() - 0.5) * m;
        return new Outcome(
                said - highest - Math.log(all),
                verdict.score() - 0.5 - lead,
                (left + right) / all / 4 - lead * lead,
                (verdict == Verdict.TIE ? 1 : 0) - tied,
                tied * (1 - tied),
                -tied * lead);
    }
}
