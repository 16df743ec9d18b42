package dev.attune.judgement.standing;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Votes of a group that are alike, taken together: a fit then costs as much for a million votes as for a thousand. */
final class Cells {

    private record Kind(int left, int right, Outcome outcome, List<Double> style) {}

    private final List<Kind> kinds = new ArrayList<>();
    private final List<double[]> styles = new ArrayList<>();
    private final Map<Kind, Integer> places = new HashMap<>();
    private final int[] flipped;
    private final int[] cellOf;
    private final int checkpoints;

    /**
     * Cells.
     *
     * @param ballots of the group, both-bad ones left out
     * @param members the group's checkpoints; their places in it are what cells name
     */
    Cells(List<Ballot> ballots, List<Integer> members, boolean style) {
        checkpoints = members.size();
        cellOf = new int[ballots.size()];
        for (int b = 0; b < cellOf.length; b++) {
            Ballot ballot = ballots.get(b);
            cellOf[b] = place(new Kind(
                    members.indexOf(ballot.left()),
                    members.indexOf(ballot.right()),
                    ballot.outcome(),
                    style ? ballot.style() : List.of()));
        }
        List<Kind> seen = List.copyOf(kinds);
        int[] mirror = seen.stream()
                .mapToInt(kind -> place(new Kind(kind.left, kind.right, kind.outcome.flipped(), kind.style)))
                .toArray();
        flipped = java.util.Arrays.copyOf(mirror, kinds.size());
        for (int cell = 0; cell < mirror.length; cell++) {
            flipped[mirror[cell]] = cell;
        }
    }

    private int place(Kind kind) {
        return places.computeIfAbsent(kind, fresh -> {
            kinds.add(fresh);
            styles.add(fresh.style.stream().mapToDouble(Double::doubleValue).toArray());
            return kinds.size() - 1;
        });
    }

    int size() {
        return kinds.size();
    }

    int checkpoints() {
        return checkpoints;
    }

    int left(int cell) {
        return kinds.get(cell).left;
    }

    int right(int cell) {
        return kinds.get(cell).right;
    }

    Outcome outcome(int cell) {
        return kinds.get(cell).outcome;
    }

    double[] style(int cell) {
        return styles.get(cell);
    }

    /** The cell of the same votes with the winner changed. */
    int flipped(int cell) {
        return flipped[cell];
    }

    /** The cell that a vote of the group is in. */
    int ofBallot(int ballot) {
        return cellOf[ballot];
    }

    int ballots() {
        return cellOf.length;
    }

    /** How many votes each cell has. */
    double[] weights() {
        double[] weights = new double[size()];
        for (int cell : cellOf) {
            weights[cell]++;
        }
        return weights;
    }

    /** Whether worths have finite estimates, by the votes that have a weight. */
    boolean connected(double[] weights) {
        boolean[][] beaten = new boolean[checkpoints][checkpoints];
        for (int cell = 0; cell < weights.length; cell++) {
            if (weights[cell] > 0) {
                beaten[left(cell)][right(cell)] |= outcome(cell) != Outcome.RIGHT;
                beaten[right(cell)][left(cell)] |= outcome(cell) != Outcome.LEFT;
            }
        }
        return new Groups(beaten).all().size() == 1;
    }
}
