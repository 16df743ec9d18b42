package dev.attune.judgement.vote;

import java.util.ArrayList;
import java.util.List;

/** Twenty votes of four raters on four answers; what the models make of them was computed with numpy and scipy, see src/test/oracle. */
public final class GoldenVotes {

    private static final int[][] ROWS = {
        {0, 0, 1, 1}, {0, 1, 2, 1}, {0, 2, 3, 1}, {0, 3, 0, 0}, {0, 2, 0, 0}, {1, 1, 0, 0}, {1, 2, 1, 0},
        {1, 3, 2, 0}, {1, 0, 3, 1}, {1, 1, 3, 1}, {2, 0, 1, 0}, {2, 1, 2, 0}, {2, 3, 1, 1}, {2, 0, 2, 1},
        {2, 2, 3, 1}, {3, 1, 0, 1}, {3, 2, 0, 1}, {3, 3, 1, 1}, {3, 0, 3, 1}, {3, 2, 1, 1}
    };

    public static final Votes VOTES = new Votes(4, 4, votes());

    private GoldenVotes() {}

    private static List<Vote> votes() {
        List<Vote> votes = new ArrayList<>();
        for (int[] row : ROWS) {
            votes.add(new Vote(row[0], row[1], row[2], row[3] == 1 ? Verdict.LEFT : Verdict.RIGHT));
        }
        return votes;
    }
}
