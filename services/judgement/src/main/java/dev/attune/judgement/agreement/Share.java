package dev.attune.judgement.agreement;

import java.util.stream.IntStream;

import dev.attune.judgement.finding.Finding;
import dev.attune.judgement.finding.Undefined;

/**
 * Raw agreement: the share of equal pairs among the pairs of ratings of one unit, averaged over the units that have a pair. Not corrected for
 * chance, so that it is high where one category is common; it stands beside every kappa.
 */
public record Share() implements Coefficient {

    @Override
    public Finding<Double> of(Ratings ratings) {
        double sum = 0;
        int paired = 0;
        for (int unit = 0; unit < ratings.units(); unit++) {
            int[] counts = ratings.counts(unit);
            double given = IntStream.of(counts).sum();
            if (given >= 2) {
                sum += IntStream.of(counts).mapToDouble(n -> n * (n - 1.0)).sum() / (given * (given - 1));
                paired++;
            }
        }
        return paired == 0 ? Finding.undefined(Undefined.NOTHING_PAIRED) : Finding.of(sum / paired);
    }
}
