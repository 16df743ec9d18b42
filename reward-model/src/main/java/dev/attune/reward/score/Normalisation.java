package dev.attune.reward.score;

import java.util.Arrays;

import dev.attune.contracts.error.Require;

/**
 * Brings raw scores to mean 0 and deviation 1 on the answers that the model was trained on, so that a reward of 1 means
 * the same for every reward model (Stiennon et al. 2020, section 3.4 shift only the mean).
 */
public record Normalisation(double mean, double deviation) {

    public Normalisation {
        Require.that(
                Double.isFinite(mean) && Double.isFinite(deviation) && deviation > 0,
                "a normalisation needs a finite mean and a positive deviation");
    }

    /** Mean and (biased) deviation of {@code scores}; a deviation of 0 becomes 1, so that equal scores stay finite. */
    public static Normalisation of(double[] scores) {
        double mean = Arrays.stream(scores).average().orElseThrow();
        double variance = Arrays.stream(scores)
                .map(score -> (score - mean) * (score - mean))
                .average()
                .orElseThrow();
        return new Normalisation(mean, variance > 0 ? Math.sqrt(variance) : 1);
    }

    public double apply(double score) {
        return (score - mean) / deviation;
    }
}
