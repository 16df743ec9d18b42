package dev.attune.judgement.agreement;

import java.util.Arrays;
import java.util.stream.IntStream;

import dev.attune.judgement.finding.Finding;
import dev.attune.judgement.finding.Undefined;

/**
 * Fleiss' kappa of any number of exchangeable raters, as many for each unit (Fleiss 1971): (P - P_e) / (1 - P_e), with P the share of equal pairs
 * and P_e the sum of squared shares of the categories.
 */
public record Fleiss() implements Coefficient {

    @Override
    public Finding<Double> of(Ratings ratings) {
        double[] totals = new double[ratings.categories()];
        int raters = -1;
        for (int unit = 0; unit < ratings.units(); unit++) {
            int[] counts = ratings.counts(unit);
            int given = IntStream.of(counts).sum();
            if (raters >= 0 && given != raters) {
                return Finding.undefined(Undefined.UNEQUAL_RATERS);
            }
            raters = given;
            Arrays.setAll(totals, category -> totals[category] + counts[category]);
        }
        double all = Arrays.stream(totals).sum();
        double chance = Arrays.stream(totals).map(n -> n * n / (all * all)).sum();
        return new Share()
                .of(ratings)
                .then(share -> Arrays.stream(totals).filter(n -> n > 0).count() < 2
                        ? Finding.undefined(Undefined.ONE_VALUE)
                        : Finding.of((share - chance) / (1 - chance)));
    }
}
