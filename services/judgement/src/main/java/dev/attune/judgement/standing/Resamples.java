package dev.attune.judgement.standing;

import java.util.Arrays;
import java.util.Optional;
import java.util.SplittableRandom;

import dev.attune.judgement.finding.Draws;
import dev.attune.judgement.finding.Finding;
import dev.attune.judgement.finding.Interval;
import dev.attune.judgement.finding.Undefined;

/**
 * A group fitted again and again with whole raters, or whole prompts, drawn with replacement. From {@value #MANY} clusters on intervals are
 * percentiles; below, percentiles are too narrow, and the bootstrap-t (Cameron, Gelbach and Miller 2008) takes quantiles of (draw - estimate) / standard
 * error instead. Where more than one draw in twenty has no finite worths, neither has an interval.
 */
public final class Resamples {

    /** From so many clusters on, percentiles. */
    public static final int MANY = 30;

    private static final double MOST_UNDEFINED = 0.05;
    private static final int FEWEST = 2;

    private final WorthFit fit;
    private final Clusters kind;
    private final int clusters;
    private final int failed;
    private final int rounds;
    private final double[][] estimates;
    private final double[][][] pulls;
    private final double[][] times;

    private Resamples(WorthFit fit, Clusters kind, int rounds, long seed) {
        this.fit = fit;
        this.kind = kind;
        this.rounds = rounds;
        Sandwich sandwich = new Sandwich(fit.cells(), fit.model(), fit.ballots(), kind);
        this.clusters = sandwich.clusters();
        SplittableRandom random = new SplittableRandom(seed);
        double[][] found = new double[rounds][];
        double[][][] pulled = new double[rounds][][];
        double[][] counted = new double[rounds][];
        int defined = 0;
        for (int round = 0; round < rounds && clusters >= FEWEST; round++) {
            double[] drawn = new double[clusters];
            random.ints(clusters, 0, clusters).forEach(c -> drawn[c]++);
            double[] weights = weights(sandwich.cluster(), drawn);
            Optional<double[]> at =
                    fit.cells().connected(weights) ? fit.model().solve(weights, fit.at()) : Optional.empty();
            if (at.isPresent()) {
                counted[defined] = few() ? drawn : new double[0];
                pulled[defined] = few() ? pulls(sandwich, weights, at.get()) : new double[0][];
                found[defined++] = at.get();
            }
        }
        this.failed = rounds - defined;
        this.estimates = Arrays.copyOf(found, defined);
        this.pulls = Arrays.copyOf(pulled, defined);
        this.times = Arrays.copyOf(counted, defined);
    }

    /** Draws; {@code kind} is {@link Clusters#RATERS} or {@link Clusters#PROMPTS}. */
    public static Resamples of(WorthFit fit, Clusters kind, int rounds, long seed) {
        return new Resamples(fit, kind, rounds, seed);
    }

    private double[] weights(int[] cluster, double[] drawn) {
        double[] weights = new double[fit.cells().size()];
        for (int b = 0; b < cluster.length; b++) {
            weights[fit.cells().ofBallot(b)] += drawn[cluster[b]];
        }
        return weights;
    }

    private double[][] pulls(Sandwich sandwich, double[] weights, double[] at) {
        return fit.model()
                .covariance(weights, at)
                .map(covariance -> sandwich.pulls(at, covariance))
                .orElseGet(() -> new double[0][]);
    }

    /** How many clusters there are. */
    public int clusters() {
        return clusters;
    }

    /** Whether there are so few clusters that intervals are by bootstrap-t; to be said beside them. */
    public boolean few() {
        return clusters < MANY;
    }

    /** How many draws had no finite worths, and are left out. */
    public int failed() {
        return failed;
    }

    /** The interval of a member's worth, in logits. */
    public Finding<Interval> worth(int checkpoint, double level) {
        return interval(fit.contrast(checkpoint), level);
    }

    /** The interval of a lead, in logits. */
    public Finding<Interval> lead(int first, int second, double level) {
        return interval(fit.contrast(first, second), level);
    }

    /** The share of draws in which a member is ahead of all others. */
    public Finding<Double> best(int checkpoint) {
        int place = fit.place(checkpoint);
        int members = fit.members().size();
        return usable().map(worths -> {
            double first = 0;
            for (double[] draw : worths) {
                double most = Arrays.stream(draw, 0, members).max().orElse(0);
                first += draw[place] == most ? 1 : 0;
            }
            return first / worths.length;
        });
    }

    private Finding<double[][]> usable() {
        if (clusters < FEWEST) {
            return Finding.undefined(Undefined.TOO_FEW);
        }
        return failed > MOST_UNDEFINED * rounds ? Finding.undefined(Undefined.FRAGILE) : Finding.of(estimates);
    }

    private Finding<Interval> interval(double[] contrast, double level) {
        double estimate = Sandwich.dot(contrast, fit.at());
        return usable().then(draws -> few()
                ? student(contrast, estimate, level)
                : Finding.of(Draws.percentile(
                        estimate,
                        Arrays.stream(draws)
                                .mapToDouble(draw -> Sandwich.dot(contrast, draw))
                                .toArray(),
                        level)));
    }

    private Finding<Interval> student(double[] contrast, double estimate, double level) {
        double[] ratios = new double[estimates.length];
        int defined = 0;
        for (int round = 0; round < ratios.length; round++) {
            double variance = pulls[round].length == 0 ? 0 : Sandwich.variance(contrast, pulls[round], times[round]);
            if (variance > 0) {
                ratios[defined++] = (Sandwich.dot(contrast, estimates[round]) - estimate) / Math.sqrt(variance);
            }
        }
        if (rounds - defined > MOST_UNDEFINED * rounds) {
            return Finding.undefined(Undefined.FRAGILE);
        }
        double deviation = Math.sqrt(fit.variance(contrast, kind));
        Interval ratio = Draws.percentile(0, Arrays.copyOf(ratios, defined), level);
        return Finding.of(
                new Interval(estimate, estimate - ratio.high() * deviation, estimate - ratio.low() * deviation));
    }
}
