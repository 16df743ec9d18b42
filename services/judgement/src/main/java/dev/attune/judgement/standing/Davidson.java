package dev.attune.judgement.standing;

/**
 * ln P(outcome) and its derivatives by m, the left one's advantage in logits, and n, the logarithm of the weight of ties: the three are in
 * proportion to e^(m/2), e^(-m/2) and e^n. Where n is minus infinity a tie is half a win.
 *
 * @param log ln P
 * @param slope d/dm
 * @param curvature -d2/dm2
 * @param tieSlope d/dn
 * @param tieCurvature -d2/dn2
 * @param cross -d2/dm dn
 */
record Davidson(double log, double slope, double curvature, double tieSlope, double tieCurvature, double cross) {

    static Davidson of(Outcome outcome, double m, double n) {
        double highest = Math.max(Math.abs(m) / 2, n);
        double left = Math.exp(m / 2 - highest);
        double right = Math.exp(-m / 2 - highest);
        double tie = Math.exp(n - highest);
        double all = left + right + tie;
        double lead = (left - right) / all / 2;
        double tied = tie / all;
        boolean weighs = outcome == Outcome.TIE && n > Double.NEGATIVE_INFINITY;
        double said = weighs ? n : (outcome.score() - 0.5) * m;
        return new Davidson(
                said - highest - Math.log(all),
                outcome.score() - 0.5 - lead,
                (left + right) / all / 4 - lead * lead,
                (weighs ? 1 : 0) - tied,
                tied * (1 - tied),
                -tied * lead);
    }
}
