package dev.attune.judgement.agreement;

import java.util.Arrays;
import java.util.stream.IntStream;

import dev.attune.judgement.finding.Finding;
import dev.attune.judgement.finding.Undefined;

/**
 * Gwet's AC1 (Gwet 2008): (P - P_e) / (1 - P_e), with P_e = sum of pi (1 - pi) / (q - 1) over the q categories of the scale, pi being a category's
 * share, averaged over units. Stays near P where one category is common and kappa falls to 0 or below.
 */
public record Gwet() implements Coefficient {

    @Override
    public Finding<Double> of(Ratings ratings) {
        int categories = ratings.categories();
        double[] shares = new double[categories];
        int rated = 0;
        for (int unit = 0; unit < ratings.units(); unit++) {
            int[] counts = ratings.counts(unit);
            double given = IntStream.of(counts).sum();
            if (given > 0) {
                rated++;
                Arrays.setAll(shares, category -> shares[category] + counts[category] / given);
            }
        }
        if (rated == 0) {
            return Finding.undefined(Undefined.NOTHING);
        }
        if (Arrays.stream(shares).filter(share -> share > 0).count() < 2) {
            return Finding.undefined(Undefined.ONE_VALUE);
        }
        double units = rated;
        double chance = Arrays.stream(shares)
                        .map(share -> share / units * (1 - share / units))
                        .sum()
                / (categories - 1);
        return new Share().of(ratings).map(share -> (share - chance) / (1 - chance));
    }
}
