package dev.attune.judgement.raters;

import java.util.List;
import java.util.OptionalDouble;

import dev.attune.judgement.maths.Logistic;
import dev.attune.judgement.vote.Votes;

/** A fitted {@link RaterHierarchy}: the raters, and with them what is believed of any pair. */
public final class CrowdFit {

    private final Votes votes;
    private final Crowd crowd;
    private final Priors priors;
    private final List<RaterEstimate> raters;
    private final LeadGrid grid;
    private final double[][][] table;

    CrowdFit(Votes votes, Crowd crowd, Priors priors, List<RaterEstimate> raters) {
        this.votes = votes;
        this.crowd = crowd;
        this.priors = priors;
        this.raters = List.copyOf(raters);
        this.grid = new LeadGrid(priors.worth());
        this.table = crowd.table(grid);
    }

    public List<RaterEstimate> raters() {
        return raters;
    }

    /** The widths that the raters and answers themselves gave. */
    public Priors priors() {
        return priors;
    }

    /** The side of all raters, in logits for the left. */
    public double commonSide() {
        return crowd.commonSide();
    }

    /** The logarithm of the weight of ties; nothing where there are none. */
    public OptionalDouble logTies() {
        return Double.isInfinite(crowd.logTies()) ? OptionalDouble.empty() : OptionalDouble.of(crowd.logTies());
    }

    /**
     * What is believed of two answers.
     *
     * @throws IllegalArgumentException when no chain of votes joins them: nothing is known then
     */
    public PairBelief pair(int first, int second) {
        if (!votes.joined(first, second)) {
            throw new IllegalArgumentException(
                    "No chain of votes joins answers " + first + " and " + second + ": how they compare is undefined.");
        }
        Votes.Island island = votes.islands().get(votes.islandOf(first));
        if (island.answers().size() > 2) {
            return IslandMode.of(votes, island, crowd, priors.worth())
                    .lead(votes.placeOf(first), votes.placeOf(second));
        }
        return grid.belief(Expectation.masses(island.votes(), first, table, grid));
    }

    /** The raters alone, for votes that are still to come. */
    public KnownRaters known() {
        List<KnownRaters.Rater> known = raters.stream()
                .map(rater -> new KnownRaters.Rater(rater.slope(), rater.side()))
                .toList();
        return new KnownRaters(known, commonSide(), logTies(), priors);
    }

    /** P(the rater prefers the left one), of those who prefer one, at a lead of the left. */
    public double prefersLeft(int rater, double lead) {
        return Logistic.sigmoid(crowd.slopes()[rater] * lead + crowd.sides()[rater]);
    }
}
