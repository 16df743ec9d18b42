package dev.attune.judgement.vote;

/**
 * The probability of what was said of two answers under Davidson's model, and its derivatives by m, the advantage of the left answer in logits,
 * and n, the logarithm of the weight of ties: P(left), P(right) and P(tie) are in proportion to e^(m/2), e^(-m/2) and e^n. Where n is minus
 * infinity this is Bradley-Terry, and a tie is half a win.
 *
 * @param log ln P
 * @param slope d/dm
 * @param curvature -d2/dm2
 * @param tieSlope d/dn
 * @param tieCurvature -d2/dn2
 * @param cross -d2/dm dn
 */
public record Davidson(double log, double slope, double curvature, double tieSlope, double tieCurvature, double cross) {

    /** Of a vote. */
    public static Davidson of(Verdict verdict, double m, double n) {
        return of(verdict.score(), verdict == Verdict.TIE, m, n);
    }

    /**
     * The same.
     *
     * @param score how much of a win for the left one was said: 1, 1/2 or 0
     * @param isTie whether a tie was said
     */
    public static Davidson of(double score, boolean isTie, double m, double n) {
        double highest = Math.max(Math.abs(m) / 2, n);
        double left = Math.exp(m / 2 - highest);
        double right = Math.exp(-m / 2 - highest);
        double tie = Math.exp(n - highest);
        double all = left + right + tie;
        double lead = (left - right) / all / 2;
        double tied = tie / all;
        boolean weighs = isTie && n > Double.NEGATIVE_INFINITY;
        double said = weighs ? n : (score - 0.5) * m;
        return new Davidson(
                said - highest - Math.log(all),
                score - 0.5 - lead,
                (left + right) / all / 4 - lead * lead,
                (weighs ? 1 : 0) - tied,
                tied * (1 - tied),
                -tied * lead);
    }
}
