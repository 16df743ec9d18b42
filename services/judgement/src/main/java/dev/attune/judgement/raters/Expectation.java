package dev.attune.judgement.raters;

import java.util.List;

import dev.attune.judgement.vote.Verdict;
import dev.attune.judgement.vote.Vote;
import dev.attune.judgement.vote.Votes;

/**
 * What the votes say of the answers, given the raters: each pair's lead as masses on a {@link LeadGrid}, exactly where two answers are compared with
 * each other only; where more hang together, their worths are taken as normal about their mode. Gathers for each rater and verdict how often it
 * was given at which lead, which is all that the raters are fitted to.
 */
final class Expectation {

    private final Votes votes;
    private final LeadGrid grid;
    private final Crowd crowd;
    private final double worth;
    private final double[][][] counts;
    private final double[][] scoreSpread;
    private final double[][][] scores;
    private double squaredWorths;
    private int freeWorths;

    Expectation(Votes votes, Crowd crowd, double worth) {
        this.votes = votes;
        this.crowd = crowd;
        this.worth = worth;
        this.grid = new LeadGrid(worth);
        this.counts = new double[votes.raters()][Verdict.values().length][LeadGrid.POINTS];
        this.scoreSpread = new double[votes.raters()][3];
        this.scores = crowd.scores(grid);
    }

    /** Goes through all islands. */
    Expectation gather() {
        double[][][] table = crowd.table(grid);
        for (Votes.Island island : votes.islands()) {
            if (island.answers().size() == 2) {
                gatherPair(island.votes(), table);
            } else if (island.answers().size() > 2) {
                gatherIsland(island);
            }
        }
        return this;
    }

    /** How often the rater gave the verdict at each point. */
    double[] counts(int rater, Verdict verdict) {
        return counts[rater][verdict.ordinal()];
    }

    LeadGrid grid() {
        return grid;
    }

    /**
     * By how much not knowing the leads lowers what the rater's votes tell of slope and side: the variance of the scores, as slope-slope,
     * slope-side, side-side.
     */
    double[] scoreSpread(int rater) {
        return scoreSpread[rater];
    }

    /** The standard deviation of worths that these votes suggest. */
    double worth() {
        return freeWorths == 0 ? worth : Math.sqrt(squaredWorths / freeWorths);
    }

    /** Masses of the lead of the island's first answer over its second. */
    static double[] masses(List<Vote> ofPair, int first, double[][][] table, LeadGrid grid) {
        double[] logs = grid.logMasses();
        for (Vote vote : ofPair) {
            double[] row = table[vote.rater()][vote.verdict().ordinal()];
            boolean straight = vote.left() == first;
            for (int q = 0; q < logs.length; q++) {
                logs[q] += row[straight ? q : LeadGrid.mirrored(q)];
            }
        }
        return normalised(logs);
    }

    /** Masses of which the logarithms are given but for a constant; in place. */
    static double[] normalised(double[] logs) {
        double highest = Double.NEGATIVE_INFINITY;
        for (double log : logs) {
            highest = Math.max(highest, log);
        }
        double sum = 0;
        for (int q = 0; q < logs.length; q++) {
            logs[q] = Math.exp(logs[q] - highest);
            sum += logs[q];
        }
        for (int q = 0; q < logs.length; q++) {
            logs[q] /= sum;
        }
        return logs;
    }

    private void gatherPair(List<Vote> ofPair, double[][][] table) {
        int first = ofPair.getFirst().left();
        double[] masses = masses(ofPair, first, table, grid);
        double square = 0;
        for (int q = 0; q < masses.length; q++) {
            square += masses[q] * grid.lead(q) * grid.lead(q);
        }
        squaredWorths += square / 2;
        freeWorths++;
        double[] mirrored = new double[masses.length];
        for (int q = 0; q < masses.length; q++) {
            mirrored[q] = masses[LeadGrid.mirrored(q)];
        }
        for (Vote vote : ofPair) {
            gather(vote, vote.left() == first ? masses : mirrored);
        }
    }

    private void gatherIsland(Votes.Island island) {
        IslandMode mode = IslandMode.of(votes, island, crowd, worth);
        squaredWorths += mode.squares();
        freeWorths += island.answers().size();
        for (Vote vote : island.votes()) {
            PairBelief lead = mode.lead(votes.placeOf(vote.left()), votes.placeOf(vote.right()));
            double[] masses = new double[LeadGrid.POINTS];
            for (int i = 0; i < Hermite.POINTS; i++) {
                grid.spread(lead.lead() + lead.deviation() * Hermite.z(i), Hermite.weight(i), masses);
            }
            gather(vote, masses);
        }
    }

    private void gather(Vote vote, double[] masses) {
        double[] sums = counts[vote.rater()][vote.verdict().ordinal()];
        double[] mean = new double[2];
        double[] squares = new double[3];
        double[] bySides = scores[vote.rater()][vote.verdict().ordinal()];
        for (int q = 0; q < masses.length; q++) {
            sums[q] += masses[q];
            double bySide = bySides[q];
            double bySlope = bySide * grid.lead(q);
            mean[0] += masses[q] * bySlope;
            mean[1] += masses[q] * bySide;
            squares[0] += masses[q] * bySlope * bySlope;
            squares[1] += masses[q] * bySlope * bySide;
            squares[2] += masses[q] * bySide * bySide;
        }
        double[] spread = scoreSpread[vote.rater()];
        spread[0] += squares[0] - mean[0] * mean[0];
        spread[1] += squares[1] - mean[0] * mean[1];
        spread[2] += squares[2] - mean[1] * mean[1];
    }
}
