package dev.attune.judgement.raters;

/**
 * Fits how much raters differ along with the raters (empirical Bayes): who gave three votes stays near the mean, who gave three hundred is
 * taken as he is. The variances of slopes and sides are those that make the estimates, their doubt included, as wide as they are.
 */
public final class RaterHierarchy {

    /** No prior becomes narrower than this, so that nobody is fixed at the mean. */
    private static final double FLOOR = 0.05;

    private static final int MOST_ROUNDS = 50;
    private static final double SETTLED = 1e-4;

    /**
     * A fit with the priors that it ended with.
     *
     * @param priors the widths that the raters themselves gave
     */
    public record Fitted(RaterFit fit, Priors priors) {}

    private RaterHierarchy() {}

    /** Fits, beginning with {@code start}. Without raters or votes the priors stay. */
    public static Fitted fit(Votes votes, Priors start) {
        Priors priors = start;
        RaterFit fit = RaterModel.fit(votes, priors);
        for (int round = 0; round < MOST_ROUNDS && !votes.all().isEmpty(); round++) {
            Priors next = priors.withRaters(
                    Math.max(FLOOR, Math.sqrt(fit.slopeSpread())), Math.max(FLOOR, Math.sqrt(fit.sideSpread())));
            boolean settled = Math.abs(next.slope() - priors.slope()) < SETTLED
                    && Math.abs(next.side() - priors.side()) < SETTLED;
            priors = next;
            fit = RaterModel.fit(votes, priors);
            if (settled) {
                break;
            }
        }
        return new Fitted(fit, priors);
    }
}
