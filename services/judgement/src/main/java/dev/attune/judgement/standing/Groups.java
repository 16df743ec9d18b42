package dev.attune.judgement.standing;

import java.util.ArrayList;
import java.util.List;

import dev.attune.judgement.finding.Undefined;

/**
 * Which checkpoints votes compare at all. From each to each other of a group leads a chain of wins or ties: then, and only then, has
 * Bradley-Terry's likelihood a maximum (Ford 1957). Between groups there is an order without a distance, where one never lost to the other, or
 * nothing.
 */
public final class Groups {

    private final boolean[][] reaches;
    private final int[] group;
    private final List<List<Integer>> members = new ArrayList<>();

    /** Of checkpoints, where {@code beaten[i][j]} says that i won against j or tied. */
    Groups(boolean[][] beaten) {
        int size = beaten.length;
        reaches = new boolean[size][];
        for (int i = 0; i < size; i++) {
            reaches[i] = beaten[i].clone();
            reaches[i][i] = true;
        }
        for (int via = 0; via < size; via++) {
            for (int from = 0; from < size; from++) {
                for (int to = 0; reaches[from][via] && to < size; to++) {
                    reaches[from][to] |= reaches[via][to];
                }
            }
        }
        group = new int[size];
        for (int i = 0; i < size; i++) {
            group[i] = -1;
            for (int j = 0; j < i && group[i] < 0; j++) {
                group[i] = reaches[i][j] && reaches[j][i] ? group[j] : -1;
            }
            if (group[i] < 0) {
                group[i] = members.size();
                members.add(new ArrayList<>());
            }
            members.get(group[i]).add(i);
        }
    }

    /** Those of votes; both-bad ones join nothing. */
    public static Groups of(Ballots ballots) {
        boolean[][] beaten = new boolean[ballots.checkpoints()][ballots.checkpoints()];
        for (Ballot ballot : ballots.all()) {
            if (ballot.outcome().compares()) {
                beaten[ballot.left()][ballot.right()] |= ballot.outcome() != Outcome.RIGHT;
                beaten[ballot.right()][ballot.left()] |= ballot.outcome() != Outcome.LEFT;
            }
        }
        return new Groups(beaten);
    }

    /** The groups, each with its checkpoints in ascending order. */
    public List<List<Integer>> all() {
        return members.stream().map(List::copyOf).toList();
    }

    public int of(int checkpoint) {
        return group[checkpoint];
    }

    public boolean together(int one, int other) {
        return group[one] == group[other];
    }

    /** Whether a chain of wins leads from the first to the second and none back: it is ahead by no finite lead. */
    public boolean aboveWithoutEnd(int first, int second) {
        return reaches[first][second] && !reaches[second][first];
    }

    /** Why two of different groups have no lead. */
    Undefined why(int one, int other) {
        return reaches[one][other] || reaches[other][one] ? Undefined.NEVER_LOST : Undefined.NOT_CONNECTED;
    }
}
