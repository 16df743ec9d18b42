package dev.attune.judgement.anytime;

import org.apache.commons.statistics.distribution.BetaDistribution;

import dev.attune.judgement.finding.Interval;

/**
 * E-values by mixing over what could be true instead of one half: while one half is true, none of them ever exceeds 1 / alpha with a probability above
 * alpha, however often it is looked at (Ville 1939). They take votes for independent.
 */
public final class Mixtures {

    private Mixtures() {}

    /** ln of 2^n B(w + a, l + a) / B(a, a): two-sided, ties left out. */
    public static double logTwoSided(int wins, int losses, double a) {
        double log = 0;
        for (int i = 0; i < wins; i++) {
            log += Math.log(2 * (a + i) / (2 * a + i));
        }
        for (int j = 0; j < losses; j++) {
            log += Math.log(2 * (a + j) / (2 * a + wins + j));
        }
        return log;
    }

    /** ln of the mean of (2 t)^w (2 (1 - t))^l over t between one half and 1: that wins are more likely, ties left out. */
    public static double logOneSided(int wins, int losses) {
        double above = BetaDistribution.of(wins + 1.0, losses + 1.0).survivalProbability(0.5);
        // B(w + 1, l + 1) 2^n is the two-sided value with a = 1.
        return Math.log(2 * above) + logTwoSided(wins, losses, 1);
    }

    /**
     * ln of sqrt(rho / (V + rho)) exp(S^2 / (2 (V + rho))), V = n / 4: of scores between 0 and 1, ties one half (Robbins 1970; Howard et al. 2021).
     *
     * @param sum of the scores
     */
    public static double logNormal(double sum, int scores, double rho) {
        double away = sum - scores / 2.0;
        double v = scores / 4.0 + rho;
        return (Math.log(rho / v) + away * away / v) / 2;
    }

    /**
     * The confidence sequence of the mean by the normal mixture; wide, but in closed form.
     *
     * @param rho where it is narrowest: at about 33 rho scores for alpha 0.05
     */
    public static Interval normal(double sum, int scores, double rho, double alpha) {
        double v = scores / 4.0 + rho;
        double half = Math.sqrt(v * Math.log(v / (rho * alpha * alpha))) / scores;
        return Interval.around(sum / scores, half);
    }
}
