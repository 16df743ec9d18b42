package dev.attune.judgement.standing;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

import dev.attune.judgement.finding.Finding;
import dev.attune.judgement.finding.Undefined;
import dev.attune.judgement.maths.Normal;

/**
 * Worths of the checkpoints of one group, by maximum likelihood, in logits with a sum of 0; with standard errors of several kinds. Nothing is
 * regularised but weights of style: a group of one, or one whose votes are all ties, has no worths.
 */
public final class WorthFit {

    /** Points of Elo's scale to one logit. */
    public static final double ELO = 400 / Math.log(10);

    private final List<Integer> members;
    private final List<Ballot> ballots;
    private final Cells cells;
    private final WorthModel model;
    private final double[] at;
    private final double[][] covariance;
    private final Map<Clusters, double[][]> pulls = new EnumMap<>(Clusters.class);

    /**
     * A weight of the model with its standard error, clustered both ways.
     *
     * @param estimate in logits
     * @param deviation its standard error
     */
    public record Weight(double estimate, double deviation) {

        /** Two-sided, of the assumption that the weight is 0. */
        public double probability() {
            return 2 * Normal.below(-Math.abs(estimate / deviation));
        }
    }

    private WorthFit(
            List<Integer> members, List<Ballot> ballots, Cells cells, WorthModel model, double[] at, double[][] v) {
        this.members = members;
        this.ballots = ballots;
        this.cells = cells;
        this.model = model;
        this.at = at;
        this.covariance = v;
    }

    /** Fits the votes within a group. Where the side's weight runs away it is left out. */
    static Finding<WorthFit> of(Ballots all, List<Integer> members, Terms terms) {
        List<Ballot> ballots = all.all().stream()
                .filter(b -> b.outcome().compares() && members.contains(b.left()) && members.contains(b.right()))
                .toList();
        if (ballots.isEmpty()) {
            return Finding.undefined(Undefined.NOTHING);
        }
        if (ballots.stream().noneMatch(b -> b.outcome().decides())) {
            return Finding.undefined(Undefined.ALL_TIES);
        }
        int features = terms.style() ? all.features() : 0;
        Cells cells = new Cells(ballots, members, terms.style());
        boolean ties = terms.davidson() && ballots.stream().anyMatch(b -> b.outcome() == Outcome.TIE);
        Optional<WorthFit> fit =
                fit(members, ballots, cells, new WorthModel(cells, ties, terms.side(), features, terms.stylePenalty()));
        if (fit.isEmpty() && terms.side()) {
            fit = fit(members, ballots, cells, new WorthModel(cells, ties, false, features, terms.stylePenalty()));
        }
        return fit.map(Finding::of).orElseGet(() -> Finding.undefined(Undefined.SEPARATED));
    }

    private static Optional<WorthFit> fit(List<Integer> members, List<Ballot> ballots, Cells cells, WorthModel model) {
        double[] weights = cells.weights();
        return model.solve(weights, new double[model.size()])
                .flatMap(at ->
                        model.covariance(weights, at).map(v -> new WorthFit(members, ballots, cells, model, at, v)));
    }

    public List<Integer> members() {
        return members;
    }

    /** How many votes between its members it rests on. */
    public int votes() {
        return ballots.size();
    }

    /** The worth of a member, in logits. */
    public double worth(int checkpoint) {
        return at[place(checkpoint)];
    }

    /** The worth of a member on Elo's scale, with a mean of 0. */
    public double elo(int checkpoint) {
        return ELO * worth(checkpoint);
    }

    /** How far the first member is ahead of the second, in logits. */
    public double lead(int first, int second) {
        return worth(first) - worth(second);
    }

    /** The standard error of a member's worth. */
    public double deviation(int checkpoint, Clusters kind) {
        return Math.sqrt(variance(contrast(checkpoint), kind));
    }

    /** The standard error of a lead. */
    public double deviation(int first, int second, Clusters kind) {
        return Math.sqrt(variance(contrast(first, second), kind));
    }

    /** The logarithm of the weight of ties; nothing where ties have none. */
    public OptionalDouble logTies() {
        return model.ties() == WorthModel.NONE ? OptionalDouble.empty() : OptionalDouble.of(at[model.ties()]);
    }

    /** The advantage of the left place; undefined where the model has none or it runs away. */
    public Finding<Weight> side() {
        return model.side() == WorthModel.NONE
                ? Finding.undefined(Undefined.SEPARATED)
                : Finding.of(weight(model.side()));
    }

    /** The weights of style, in the votes' order; empty where form is not controlled for. */
    public List<Weight> style() {
        return java.util.stream.IntStream.range(model.style(), model.size())
                .mapToObj(this::weight)
                .toList();
    }

    private Weight weight(int place) {
        double[] contrast = new double[model.size()];
        contrast[place] = 1;
        return new Weight(at[place], Math.sqrt(variance(contrast, Clusters.BOTH)));
    }

    double variance(double[] contrast, Clusters kind) {
        return switch (kind) {
            case MODEL -> Sandwich.dot(contrast, Sandwich.times(covariance, contrast));
            case VOTES -> pulled(contrast, kind, false);
            case RATERS, PROMPTS -> pulled(contrast, kind, true);
            case BOTH -> {
                double raters = pulled(contrast, Clusters.RATERS, true);
                double prompts = pulled(contrast, Clusters.PROMPTS, true);
                yield Math.max(Math.max(raters, prompts), raters + prompts - pulled(contrast, kind, true));
            }
        };
    }

    private double pulled(double[] contrast, Clusters kind, boolean corrected) {
        double[][] of = pulls.computeIfAbsent(kind, this::pulls);
        if (corrected) {
            double[] once = new double[of.length];
            Arrays.fill(once, 1);
            return Sandwich.variance(contrast, of, once);
        }
        return Arrays.stream(of)
                .mapToDouble(pull -> Sandwich.dot(contrast, pull))
                .map(pull -> pull * pull)
                .sum();
    }

    /** Of many votes these are large: they are there once somebody asks. */
    private double[][] pulls(Clusters kind) {
        return new Sandwich(cells, model, ballots, kind).pulls(at, covariance);
    }

    double[] contrast(int checkpoint) {
        double[] contrast = new double[model.size()];
        contrast[place(checkpoint)] = 1;
        return contrast;
    }

    double[] contrast(int first, int second) {
        double[] contrast = contrast(first);
        contrast[place(second)] -= 1;
        return contrast;
    }

    int place(int checkpoint) {
        int place = members.indexOf(checkpoint);
        if (place < 0) {
            throw new IllegalArgumentException("Checkpoint " + checkpoint + " is of another group.");
        }
        return place;
    }

    List<Ballot> ballots() {
        return ballots;
    }

    Cells cells() {
        return cells;
    }

    WorthModel model() {
        return model;
    }

    double[] at() {
        return at.clone();
    }
}
