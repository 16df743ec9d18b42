package dev.attune.judgement.standing;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

import dev.attune.judgement.finding.Finding;
import dev.attune.judgement.finding.Undefined;

/**
 * How little turns the order of two checkpoints: votes taken away, votes given to the other, or raters taken away. Votes are chosen by their influence to
 * first order, c' H^-1 g / (1 - h), with h = w x' H^-1 x, again after each refit, and the end is confirmed by a refit (after Huang et al. 2025,
 * arXiv 2508.11847). That is an upper bound: fewer could do, though of two checkpoints alone they do not.
 */
public final class Turning {

    /** A lead of this size is none: what a fit leaves of 0. */
    private static final double NONE = 1e-7;

    private final WorthFit fit;
    private final double[] contrast;

    /**
     * Votes of one kind.
     *
     * @param left which checkpoint stood on the left
     * @param right which stood on the right
     * @param outcome what was said
     * @param votes how many of them
     */
    public record Part(int left, int right, Outcome outcome, int votes) {}

    /**
     * What turns the order.
     *
     * @param votes how many in all
     * @param parts which
     */
    public record Turn(int votes, List<Part> parts) {
        public Turn {
            parts = List.copyOf(parts);
        }
    }

    /** Of the two, of one group, of which the first is ahead. */
    public Turning(WorthFit fit, int ahead, int behind) {
        if (fit.lead(ahead, behind) < -NONE) {
            throw new IllegalArgumentException("Checkpoint " + ahead + " is not ahead of " + behind + ".");
        }
        this.fit = fit;
        this.contrast = fit.contrast(ahead, behind);
    }

    /** Of two checkpoints alone: how many of the winner's votes must go to the other. */
    public static int flips(int wins, int losses) {
        return (wins - losses) / 2 + 1;
    }

    /** Of two checkpoints alone: how many of the winner's votes must go; more than there are where it never lost. */
    public static int removals(int wins, int losses) {
        return wins - losses + 1;
    }

    /** The fewest votes found whose removal turns the order. */
    public Finding<Turn> removals() {
        return turn(false);
    }

    /** The fewest votes found that turn the order when their winner is changed. */
    public Finding<Turn> flips() {
        return turn(true);
    }

    /** The raters found, in order of their influence, without whom the order turns. */
    public Finding<List<Integer>> raters() {
        Sandwich sandwich = new Sandwich(fit.cells(), fit.model(), fit.ballots(), Clusters.RATERS);
        int[] cluster = sandwich.cluster();
        double[] weights = fit.cells().weights();
        Optional<double[][]> covariance = fit.model().covariance(weights, fit.at());
        if (covariance.isEmpty()) {
            return Finding.undefined(Undefined.NOTHING_TURNS);
        }
        double[][] pulls = sandwich.pulls(fit.at(), covariance.get());
        int[] order = IntStream.range(0, pulls.length)
                .boxed()
                .sorted(Comparator.comparingDouble(c -> -Sandwich.dot(contrast, pulls[c])))
                .mapToInt(Integer::intValue)
                .toArray();
        for (int gone = 1; gone < order.length; gone++) {
            int last = order[gone - 1];
            for (int b = 0; b < cluster.length; b++) {
                weights[fit.cells().ofBallot(b)] -= cluster[b] == last ? 1 : 0;
            }
            if (lead(weights).filter(lead -> lead < -NONE).isPresent()) {
                return Finding.of(Arrays.stream(order, 0, gone)
                        .map(c -> rater(cluster, c))
                        .boxed()
                        .toList());
            }
        }
        return Finding.undefined(Undefined.NOTHING_TURNS);
    }

    private int rater(int[] cluster, int number) {
        int ballot = IntStream.range(0, cluster.length)
                .filter(b -> cluster[b] == number)
                .findFirst()
                .orElseThrow();
        return fit.ballots().get(ballot).rater();
    }

    private Finding<Turn> turn(boolean flip) {
        double[] weights = fit.cells().weights();
        int[] changed = new int[weights.length];
        Optional<double[]> at = Optional.of(fit.at());
        while (at.isPresent() && Sandwich.dot(contrast, at.get()) >= -NONE) {
            double lead = Sandwich.dot(contrast, at.get());
            double[] effects = effects(weights, at.get(), flip);
            int most = IntStream.range(0, effects.length)
                    .boxed()
                    .max(Comparator.comparingDouble(cell -> effects[cell]))
                    .orElseThrow();
            if (effects[most] <= 0) {
                return Finding.undefined(Undefined.NOTHING_TURNS);
            }
            int votes = (int) Math.clamp(lead / effects[most] / 4, 1, Math.max(1, weights[most] / 2));
            change(weights, changed, most, flip ? votes : -votes, flip);
            at = solve(weights);
        }
        if (at.isEmpty()) {
            return Finding.undefined(Undefined.NOTHING_TURNS);
        }
        putBack(weights, changed, flip);
        return Finding.of(described(changed));
    }

    /** Undoes what was not needed, one vote at a time. */
    private void putBack(double[] weights, int[] changed, boolean flip) {
        for (int cell = 0; cell < changed.length; cell++) {
            boolean turned = true;
            while (turned && changed[cell] > 0) {
                change(weights, changed, cell, flip ? -1 : 1, flip);
                turned = lead(weights).filter(lead -> lead < -NONE).isPresent();
                if (!turned) {
                    change(weights, changed, cell, flip ? 1 : -1, flip);
                }
            }
        }
    }

    private void change(double[] weights, int[] changed, int cell, int votes, boolean flip) {
        if (flip) {
            weights[cell] -= votes;
            weights[fit.cells().flipped(cell)] += votes;
            changed[cell] += votes;
        } else {
            weights[cell] += votes;
            changed[cell] -= votes;
        }
    }

    /** By how much the lead falls for each vote of a cell that is changed. */
    private double[] effects(double[] weights, double[] at, boolean flip) {
        double[] effects = new double[weights.length];
        Optional<double[][]> covariance = fit.model().covariance(weights, at);
        if (covariance.isEmpty()) {
            return effects;
        }
        double[] pull = Sandwich.times(covariance.get(), contrast);
        for (int cell = 0; cell < effects.length; cell++) {
            if (weights[cell] >= 1 && (!flip || fit.cells().outcome(cell).decides())) {
                double[] score = new double[fit.model().size()];
                fit.model().addScore(cell, 1, at, score);
                if (flip) {
                    fit.model().addScore(fit.cells().flipped(cell), -1, at, score);
                }
                effects[cell] = Sandwich.dot(pull, score) / (flip ? 1 : 1 - leverage(cell, at, covariance.get()));
            }
        }
        return effects;
    }

    private double leverage(int cell, double[] at, double[][] covariance) {
        double[] x = fit.model().direction(cell);
        double leverage = fit.model().outcome(cell, at).curvature() * Sandwich.dot(x, Sandwich.times(covariance, x));
        return Math.min(leverage, 0.99);
    }

    private Optional<Double> lead(double[] weights) {
        return solve(weights).map(at -> Sandwich.dot(contrast, at));
    }

    private Optional<double[]> solve(double[] weights) {
        return fit.cells().connected(weights) ? fit.model().solve(weights, fit.at()) : Optional.empty();
    }

    private Turn described(int[] changed) {
        List<Part> parts = IntStream.range(0, changed.length)
                .filter(cell -> changed[cell] > 0)
                .mapToObj(cell -> new Part(
                        fit.members().get(fit.cells().left(cell)),
                        fit.members().get(fit.cells().right(cell)),
                        fit.cells().outcome(cell),
                        changed[cell]))
                .toList();
        return new Turn(Arrays.stream(changed).sum(), parts);
    }
}
