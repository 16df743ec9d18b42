package dev.attune.judgement.clustered;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

import org.apache.commons.statistics.distribution.TDistribution;

import dev.attune.judgement.finding.Finding;
import dev.attune.judgement.finding.Interval;
import dev.attune.judgement.finding.Undefined;

/**
 * The mean of scores with an interval that knows that the scores of one rater, and those of one prompt, are alike.
 *
 * <p>With residuals e = score − mean, N scores, and G clusters of a kind, each kind's variance is G/(G−1) Σ_g (Σ_{i∈g} e_i)² / N². Two-way:
 * raters + prompts − scores (Cameron, Gelbach and Miller 2011, doi 10.1198/jbes.2010.07136), where the last is Σ e_i² / N². As that may come
 * out smaller than one of its parts, the largest of the three holds; and never less than what independent scores would have, with two wins
 * and two losses added (Agresti and Coull 1998), so that a few scores that all say the same are no certainty. The interval is Student's, with one degree of
 * freedom less than the kind with fewer clusters has clusters: few raters, or few prompts, make it wide.
 */
public final class ClusteredMean {

    private ClusteredMean() {}

    /**
     * The mean with its interval within [0, 1].
     *
     * @param level such as 0.95
     * @return undefined without scores of two raters on two prompts
     */
    public static Finding<Interval> of(List<Score> scores, double level) {
        Map<String, Double> raters = sums(scores, 0, Score::rater);
        Map<String, Double> prompts = sums(scores, 0, Score::prompt);
        if (scores.isEmpty()) {
            return Finding.undefined(Undefined.NOTHING);
        }
        int fewest = Math.min(raters.size(), prompts.size());
        if (fewest < 2) {
            return Finding.undefined(Undefined.TOO_FEW);
        }
        double mean = scores.stream().mapToDouble(Score::value).average().orElseThrow();
        double error = Math.sqrt(variance(scores, mean));
        double half = TDistribution.of(fewest - 1.0).inverseCumulativeProbability((1 + level) / 2) * error;
        return Finding.of(new Interval(mean, Math.max(0, mean - half), Math.min(1, mean + half)));
    }

    private static double variance(List<Score> scores, double mean) {
        double count = scores.size();
        double raters = between(sums(scores, mean, Score::rater)) / (count * count);
        double prompts = between(sums(scores, mean, Score::prompt)) / (count * count);
        double own = scores.stream()
                        .mapToDouble(score -> (score.value() - mean) * (score.value() - mean))
                        .sum()
                / (count * count);
        double shrunk = (mean * count + 2) / (count + 4);
        double independent = shrunk * (1 - shrunk) / (count + 4);
        return Math.max(Math.max(raters + prompts - own, independent), Math.max(raters, prompts));
    }

    private static double between(Map<String, Double> sums) {
        double squares = sums.values().stream().mapToDouble(sum -> sum * sum).sum();
        return squares * sums.size() / (sums.size() - 1.0);
    }

    private static Map<String, Double> sums(List<Score> scores, double mean, Function<Score, String> cluster) {
        Map<String, Double> sums = new HashMap<>();
        scores.forEach(score -> sums.merge(cluster.apply(score), score.value() - mean, Double::sum));
        return sums;
    }
}
